import { leafHash, MerkleTree } from '../platform/index.ts'
import { openFollowed, SuccessionCheck } from './log-succession.ts'
import type { Checkpoint } from './tlog/checkpoint.ts'
import { ifWellFormed, isNoteSigned, MalformedError } from './tlog/signed-note.ts'
import type { NoteVerifier, SignedNote } from './tlog/signed-note.ts'
import { decodeEntries, hashBytes, tilePath, tilesOfLevel, tileWidth } from './tlog/tile.ts'
import type { Tile } from './tlog/tile.ts'
import { rootOfTile } from './tlog/tile-growth.ts'
import type { VerificationFault } from './verification-fault.ts'

/** Gives what a log has under a path of C2SP tlog-tiles, from a folder or by HTTP; undefined when there is no such file. */
export type ReadLogFile = (path: string) => Promise<Buffer | undefined>

export interface PublishedVerification {
  readonly size: number
  readonly root: string
  /** Who signs the log now. */
  readonly signer: NoteVerifier
  /** The checkpoint with all its signatures; undefined when it is none of that log. */
  readonly note: SignedNote | undefined
  readonly faults: readonly VerificationFault[]
}

/** Who reads more of them learns nothing more; and a log that claims a size it has no files for has them without end. */
export const mostFaults = 1_000

/**
 * Verifies a whole log from its files alone: signature, every entry against its hash, every hash up to the signed root, and
 * every handing over to a successor.
 * @param trusted the key of the log, or of one that it succeeded
 * @param kept checkpoints that somebody kept: the log must have grown out of each of them
 */
export async function verifyPublished(
  read: ReadLogFile,
  trusted: NoteVerifier,
  kept: readonly Checkpoint[] = [],
): Promise<PublishedVerification> {
  const checking = new LogCheck(read, kept)
  const text = await read('checkpoint')
  if (!text) return unusable('it is missing', trusted)
  try {
    const { size, root, note, signer } = await openFollowed(read, text, trusted)
    await checking.checkTiles(size)
    if (checking.hasEnough)
      checking.fault('the log', 'there are too many faults: what follows was not checked any more')
    if (!checking.tree.root().equals(root)) checking.fault('checkpoint', 'its root is not the root over the tiles')
    checking.checkSigners(size, { trusted, signer })
    return { size, root: root.toString('hex'), signer, note, faults: checking.faults }
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return unusable(error.message, trusted)
  }
}

function unusable(reason: string, signer: NoteVerifier): PublishedVerification {
  return { size: 0, root: '', signer, note: undefined, faults: [{ place: 'checkpoint', reason }] }
}

class LogCheck {
  readonly tree = new MerkleTree()
  readonly faults: VerificationFault[] = []
  readonly #read: ReadLogFile
  /** Roots of the whole tiles of a level, in order: what the level above must hold. */
  readonly #roots = new Map<number, Buffer[]>()

  readonly #kept: readonly Checkpoint[]
  readonly #succession = new SuccessionCheck()

  constructor(read: ReadLogFile, kept: readonly Checkpoint[]) {
    this.#read = read
    this.#kept = kept
  }

  fault(place: string, reason: string): void {
    this.faults.push({ place, reason })
  }

  checkSigners(size: number, keys: { readonly trusted: NoteVerifier; readonly signer: NoteVerifier }): void {
    this.faults.push(...this.#succession.faults(size, keys))
    for (const { note, size: held } of this.#kept) {
      const signer = this.#succession.signerAt(held) ?? keys.signer
      if (!isNoteSigned(note, signer))
        this.fault(`the checkpoint that was kept of ${String(held)} entries`, `it is not signed by ${signer.name}`)
    }
  }

  /** Whether the rest is left unread. */
  get hasEnough(): boolean {
    return this.faults.length >= mostFaults
  }

  async checkTiles(size: number): Promise<void> {
    for (const tile of tilesOfLevel(0, 0, size)) {
      if (this.hasEnough) return
      const hashes = await this.#hashesOf(tile)
      for (const hash of hashes) {
        this.#checkKept()
        this.tree.append(hash)
      }
      await this.#checkEntries({ ...tile, level: 'entries' }, hashes)
    }
    this.#checkKept()
    for (const { size: beyond } of this.#kept.filter((head) => head.size > size)) {
      this.fault(
        'checkpoint',
        `the log holds ${String(size)} entries and held ${String(beyond)} when a checkpoint was kept`,
      )
    }
    for (let level = 1; tileWidth ** level <= size; level += 1) {
      for (const tile of tilesOfLevel(level, 0, size)) {
        if (this.hasEnough) return
        await this.#checkHigher(level, tile)
      }
    }
  }

  /** Whether the tree so far is what somebody kept of that size. */
  #checkKept(): void {
    const { size } = this.tree
    const isOther = this.#kept.some((head) => head.size === size && !head.root.equals(this.tree.root()))
    if (isOther) this.fault(`the first ${String(size)} entries`, 'they are not those of a checkpoint that was kept')
  }

  /** The hashes of a tile; zeros in the place of a tile that is not there as it should be. */
  async #hashesOf(tile: Tile): Promise<Buffer[]> {
    const path = tilePath(tile)
    let bytes = (await this.#read(path)) ?? Buffer.alloc(0)
    if (bytes.length !== tile.width * hashBytes) {
      this.fault(path, bytes.length === 0 ? 'it is missing' : 'it has another length than the size of the log asks')
      bytes = Buffer.alloc(tile.width * hashBytes)
    }
    if (bytes.length === tileWidth * hashBytes) this.#keepRoot(Number(tile.level), rootOfTile(bytes))
    return Array.from({ length: tile.width }, (_none, place) =>
      bytes.subarray(place * hashBytes, (place + 1) * hashBytes),
    )
  }

  #keepRoot(level: number, root: Buffer): void {
    const roots = this.#roots.get(level) ?? []
    roots.push(root)
    this.#roots.set(level, roots)
  }

  async #checkEntries(bundle: Tile, hashes: readonly Buffer[]): Promise<void> {
    const path = tilePath(bundle)
    const entries = entriesOf(await this.#read(path))
    if (entries?.length !== bundle.width) {
      this.fault(path, entries ? `it holds ${String(entries.length)} entries` : 'it is missing or ends inside an entry')
      return
    }
    for (const [place, entry] of entries.entries()) {
      this.#succession.take(bundle.index * tileWidth + place, entry)
      const isSame = hashes[place]?.equals(leafHash(entry)) ?? false
      if (!isSame)
        this.fault(
          `entry ${String(bundle.index * tileWidth + place)}`,
          `its content in ${path} is not what ${tilePath({ ...bundle, level: 0 })} holds`,
        )
    }
  }

  async #checkHigher(level: number, tile: Tile): Promise<void> {
    const below = this.#roots.get(level - 1) ?? []
    for (const [place, hash] of (await this.#hashesOf(tile)).entries()) {
      const index = tile.index * tileWidth + place
      if (below[index]?.equals(hash) !== true) {
        const under = tilePath({ level: level - 1, index, width: tileWidth })
        this.fault(tilePath(tile), `hash ${String(place)} is not the root of ${under}`)
      }
    }
  }
}

function entriesOf(bytes: Buffer | undefined): Buffer[] | undefined {
  return bytes && ifWellFormed(() => decodeEntries(bytes))
}
