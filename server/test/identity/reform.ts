import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sharedData } from '../shared-data.ts'

/** Where one of the new units has its area from: a whole old ward, or a part of one. */
export interface Source {
  readonly newCode: string
  readonly newName: string
  readonly isWhole: boolean
  /** Empty where a district without wards became a unit as a whole. */
  readonly oldCode: string
  readonly oldName: string
  readonly district: string
  readonly districtName: string
}

/** The reorganisation of 1 July 2025 as published, where the list lies beside the project. */
export function publishedReform(): Source[] | null {
  const folder = sharedData('admin-mapping-2025-07-01')
  if (folder === null) return null
  const [, ...lines] = readFileSync(path.join(folder, 'hcmc_new_ward_from_old_wards.csv'), 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => {
    const [newCode = '', newName = '', part, oldCode = '', oldName = '', district = '', districtName = ''] =
      line.split(',')
    const source = { newCode, newName, isWhole: part === 'full' }
    if (district === '') return { ...source, oldCode: '', oldName: '', district: oldCode, districtName: oldName }
    return { ...source, oldCode, oldName, district, districtName }
  })
}

/** A reorganisation of the same form: six districts of eight wards become twelve wards; every eighth ward is divided. */
export function generatedReform(): Source[] {
  return Array.from({ length: 48 }, (_, place): Source[] => {
    const [district, target] = [Math.floor(place / 8), Math.floor(place / 4)]
    const from = (to: number, isWhole: boolean): Source => ({
      ...{ newCode: String(10_000 + to * 4), newName: `Phường Mới ${String(to)}`, isWhole },
      ...{ oldCode: String(10_000 + place), oldName: `Phường ${String(place)}` },
      ...{ district: String(700 + district), districtName: `Quận ${String(district)}` },
    })
    return place % 8 === 0 ? [from(target, false), from((target + 1) % 12, false)] : [from(target, true)]
  }).flat()
}

/** Wards that are what they were, under another parent. */
export function unchanged(sources: readonly Source[]): Source[] {
  const count = (key: 'newCode' | 'oldCode', code: string) => sources.filter((each) => each[key] === code).length
  return sources.filter(
    (each) =>
      each.isWhole &&
      each.newName === each.oldName &&
      count('newCode', each.newCode) === 1 &&
      count('oldCode', each.oldCode) === 1,
  )
}
