/**
 * Numbers that look random and depend on nothing but their inputs, so that row i of a generated dataset can be made in
 * any order, any number of times, on any machine. Not for secrets.
 */

/** A 32-bit number that depends on every bit of both inputs. */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  hash = Math.imul(hash ^ (hash >>> 16), 0x2c1b3c6d)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** The list's entry at an index that is known to exist. */
export function entry<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index]
  if (value === undefined) throw new RangeError(`no entry ${String(index)} in a list of ${String(list.length)}`)
  return value
}

/** A sequence of draws; `start` begins the one sequence that belongs to a seed, a row and a purpose. */
export class Dice {
  private state = 0

  start(seed: number, row: number, purpose: number): this {
    this.state = mix(mix(seed, row), purpose)
    return this
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let word = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61)
    return (word ^ (word >>> 14)) >>> 0
  }

  /** A whole number from 0 to limit − 1. */
  below(limit: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * limit)
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  pick<T>(list: readonly T[]): T {
    return entry(list, this.below(list.length))
  }

  draw<T>(lottery: Lottery<T>): T {
    const ticket = (this.next() / 0x1_0000_0000) * lottery.total
    let low = 0
    let high = lottery.limits.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (ticket < entry(lottery.limits, middle)) high = middle
      else low = middle + 1
    }
    return entry(lottery.values, low)
  }
}

/** Values to draw with unequal chances. */
export interface Lottery<T> {
  readonly values: readonly T[]
  readonly limits: Float64Array
  readonly total: number
}

export function lottery<T>(weighted: readonly (readonly [T, number])[]): Lottery<T> {
  const limits = new Float64Array(weighted.length)
  let total = 0
  for (const [place, [, weight]] of weighted.entries()) {
    total += weight
    limits[place] = total
  }
  return { values: weighted.map(([value]) => value), limits, total }
}

/**
 * The place of `index` in a shuffle of the numbers 0 … size − 1: a Feistel network over the next even number of bits,
 * walked until it lands inside. No two indexes share a place and no table is kept.
 */
export function permute(index: number, size: number, seed: number): number {
  const bits = Math.max(1, Math.ceil(Math.log2(size) / 2))
  const mask = (1 << bits) - 1
  let place = index
  do {
    let left = place >>> bits
    let right = place & mask
    for (let round = 0; round < 4; round += 1) {
      const mixed = left ^ (mix(seed + round, right) & mask)
      left = right
      right = mixed
    }
    place = (left << bits) | right
  } while (place >= size)
  return place
}
