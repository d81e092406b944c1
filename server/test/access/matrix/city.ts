import type { Classification, Consumer, DatasetKind, DatasetStage } from '../../../src/catalogue/index.ts'
import type { DeclaredField } from '../../../src/catalogue/field.ts'
import { aField, aKey } from '../../../src/catalogue/testing.ts'
import type { OrganisationKind, Role } from '../../../src/identity/index.ts'
import type { Seen } from '../expected-verdict.ts'

/** The city that the matrix is about, as facts of its own: what the product is furnished with, and what is expected of it. */

/** From where requests come. The networks of administration lie within the dedicated one. */
export const places = {
  ...{ outside: '198.51.100.9', dedicated: '10.1.2.3', administration: '10.1.9.3', watch: '10.2.0.7' },
} as const
export type Place = keyof typeof places

export const grantStates = ['none', 'live', 'held', 'notYet', 'ended', 'revoked'] as const
export type GrantState = (typeof grantStates)[number]

/** How a unit stands towards the data: it provides it, is named by the catalogue row, belongs to a group of it, or nothing. */
export type Relation = 'own' | 'named' | 'grouped' | 'stranger'

export interface Unit {
  readonly name: string
  readonly relation: Relation
  readonly kind: OrganisationKind
  readonly territory: string | null
  /** Of its grants over each dataset that grants were made over. */
  readonly grant: GrantState
  /** The roles a unit of its kind can have, an account each. */
  readonly roles: readonly Role[]
}

const departmental: readonly Role[] = ['provider', 'consumer', 'coordinator', 'auditor', 'administrator']
const wardOne = '26740'

const wards: readonly Role[] = ['provider', 'consumer']
/** A provider has no grants over its own data; the city is the one unit that can have accounts of the Committee. */
const everywhere: readonly Unit[] = [
  unit('own', 'department', 'none', departmental),
  unit('stranger', 'city', 'live', [...departmental, 'committee']),
  unit('named', 'department', 'none', departmental),
  unit('grouped', 'ward', 'live', wards),
  ...grantStates.map((grant) => unit('stranger', 'department', grant, departmental)),
]
const others: readonly Unit[] = grantStates.flatMap((grant) => [
  ...(grant === 'none' ? [] : [unit('named', 'department', grant, departmental)]),
  ...(grant === 'live' ? [] : [unit('grouped', 'ward', grant, wards)]),
])

function unit(relation: Relation, kind: OrganisationKind, grant: GrantState, roles: readonly Role[]): Unit {
  const name = `${relation}-${kind}-${grant}`
  return { name, relation, kind, grant, roles, territory: kind === 'ward' ? wardOne : null }
}

export interface MatrixDataset {
  readonly code: string
  readonly classification: Classification
  readonly kind: DatasetKind
  readonly stage: DatasetStage
  readonly isInForce: boolean
  readonly fields: readonly DeclaredField[]
}

const key = { name: 'so_dinh_danh', title: 'Số định danh' } as const
const ward = aField({ name: 'ma_phuong_xa', title: 'Phường', territory: true })
const personal = [
  aKey({ ...key, sensitivity: 'personal' }),
  ward,
  aField({ name: 'dan_toc', title: 'Dân tộc', sensitivity: 'sensitive' }),
]
const plain = [aKey(key), ward, aField({ name: 'dan_toc', title: 'Dân tộc' })]

const telling: readonly MatrixDataset[] = [
  aMatrixDataset('noi-bo', {}),
  aMatrixDataset('han-che', { classification: 'confidential' }),
  aMatrixDataset('luu-tru', { stage: 'archived' }),
]
const further: readonly MatrixDataset[] = [
  aMatrixDataset('cong-khai', { classification: 'public', fields: plain }),
  aMatrixDataset('cua-nganh', { kind: 'sectoral' }),
  aMatrixDataset('da-dong', { classification: 'confidential', stage: 'closed' }),
  aMatrixDataset('chua-ban-hanh', { isInForce: false }),
]

/** How much of the city there is: all of it, or as much as tells most of what there is to tell, made in a few seconds. */
export interface City {
  readonly units: readonly Unit[]
  readonly datasets: readonly MatrixDataset[]
}
export const wholeCity: City = { units: [...everywhere, ...others], datasets: [...telling, ...further] }
export const smallCity: City = { units: everywhere, datasets: telling }

function aMatrixDataset(code: string, over: Partial<MatrixDataset>): MatrixDataset {
  const usual = { classification: 'internal', kind: 'shared', stage: 'active', isInForce: true } as const
  return { code, ...usual, fields: personal, ...over }
}

/** Whom the row of each dataset allows: each unit that is named, and the wards. */
export const groups = ['wards'] as const satisfies readonly (Consumer & { group: string })['group'][]

/** What lies in each dataset that takes deliveries. */
export const rows = [
  { so_dinh_danh: '079200000001', ma_phuong_xa: wardOne, dan_toc: 'Kinh' },
  { so_dinh_danh: '079200000002', ma_phuong_xa: '26743', dan_toc: 'Hoa' },
  { so_dinh_danh: '079200000003', ma_phuong_xa: wardOne, dan_toc: 'Chăm' },
  { so_dinh_danh: '079200000004', ma_phuong_xa: '26746', dan_toc: 'Khmer' },
] as const
/** Of a row that every scope of the matrix holds of. */
export const aRowsKey = rows[0].so_dinh_danh

export const channels = ['list', 'lookup', 'changes', 'export'] as const
export type Channel = (typeof channels)[number]

/** What is consented to for a purpose. */
export interface Consented extends Seen {
  readonly channels: readonly Channel[]
}

export interface MatrixPurpose {
  /** What a caller says; undefined who says nothing. */
  readonly said: string | undefined
  /** What the register says of it; undefined where it names none that is in use. */
  readonly registered:
    | { readonly nature: 'official' | 'personal' | 'commercial'; readonly isInRemit: boolean; readonly shows: Shows }
    | undefined
  /** What the units that hold grants were granted for it. */
  readonly consented?: Consented
}
type Shows = 'none' | 'sensitive'

const scope = [{ field: 'ma_phuong_xa', values: [wardOne] }]
const beyond: Consented = {
  ...{ fields: ['so_dinh_danh', 'dan_toc'], masks: {}, rowScope: scope },
  channels,
}
const commercial: Consented = {
  ...{ fields: ['ma_phuong_xa', 'so_dinh_danh'], masks: { so_dinh_danh: 'lastDigits' }, rowScope: scope },
  channels: ['list', 'export'],
}

export const purposes = {
  unsaid: { said: undefined, registered: undefined },
  unknown: { said: 'viec-la: hồ sơ 12', registered: undefined },
  retired: { said: 'da-thoi-dung', registered: undefined },
  duty: { said: 'nghiep-vu: hồ sơ 12', registered: { nature: 'official', isInRemit: true, shows: 'sensitive' } },
  statistics: { said: 'thong-ke', registered: { nature: 'official', isInRemit: true, shows: 'none' } },
  beyond: {
    said: 'ngoai-pham-vi: đợt 3',
    registered: { nature: 'official', isInRemit: false, shows: 'sensitive' },
    consented: beyond,
  },
  commercial: {
    said: 'thuong-mai',
    registered: { nature: 'commercial', isInRemit: false, shows: 'none' },
    consented: commercial,
  },
  personal: { said: 'ca-nhan', registered: { nature: 'personal', isInRemit: false, shows: 'none' } },
} as const satisfies Record<string, MatrixPurpose>
export type PurposeName = keyof typeof purposes

/** Grants are made over what the catalogue has in force; what is closed or archived since keeps them. */
export const isGrantable = ({ isInForce }: MatrixDataset): boolean => isInForce
