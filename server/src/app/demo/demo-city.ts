import type { Role } from '../../identity/index.ts'
import { recipes } from '../../../recipes/index.ts'
import type { DatasetDescription } from '../../../recipes/index.ts'
import type { DemoDataset, DemoSettings } from './demo-dataset.ts'
import { demoDatasets } from './demo-datasets.ts'
import { organisations } from './organisations.ts'
import type { SeedOrganisation } from './organisations.ts'

export interface DemoAccount {
  readonly login: string
  readonly name: string
  /** Code of the organisation. */
  readonly unit: string
  readonly roles: readonly Role[]
}

export interface DemoInstrument {
  readonly number: string
  readonly kind: 'decision' | 'resolution'
  readonly title: string
  readonly issuer: string
  readonly signer: string
  readonly signedOn: string
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
}

export interface DemoCatalogueVersion {
  readonly instrument: string
  readonly effectiveFrom: string
  readonly datasets: readonly string[]
}

/** The act of 1 July 2025: its instrument by number, and the function of every body it makes. */
export interface DemoReform {
  readonly instrument: string
  readonly title: string
  readonly remit: { readonly text: string; readonly instrument: null; readonly citation: string }
}

export interface DemoCity {
  readonly settings: DemoSettings
  readonly password: string
  readonly organisations: readonly SeedOrganisation[]
  readonly accounts: readonly DemoAccount[]
  /** Logins that answer for what their unit provides or uses; the other units show the gap. */
  readonly focalPoints: readonly string[]
  readonly reform: DemoReform
  readonly instruments: readonly DemoInstrument[]
  /** In the order they are to be filled. */
  readonly datasets: readonly DemoDataset[]
  /** In the catalogue, but filled from a published source by a recipe (`kho recipe run`). */
  readonly awaited: readonly DatasetDescription[]
  readonly catalogue: DemoCatalogueVersion
}

const accounts: readonly DemoAccount[] = [
  { login: 'dieuphoi', name: 'Cán bộ điều phối Kho dữ liệu', unit: 'so-khcn', roles: ['coordinator'] },
  { login: 'uyban', name: 'Thư ký Ủy ban nhân dân Thành phố', unit: 'ubnd-tp', roles: ['committee'] },
  { login: 'hokhau', name: 'Cán bộ quản lý cư trú', unit: 'cong-an-tp', roles: ['provider'] },
  { login: 'doanhnghiep', name: 'Cán bộ đăng ký kinh doanh', unit: 'so-tai-chinh', roles: ['provider'] },
  { login: 'noivu', name: 'Cán bộ danh mục Sở Nội vụ', unit: 'so-noi-vu', roles: ['provider'] },
  { login: 'xaydung', name: 'Cán bộ dữ liệu Sở Xây dựng', unit: 'so-xay-dung', roles: ['provider'] },
  { login: 'moitruong', name: 'Cán bộ địa chính', unit: 'so-nnmt', roles: ['provider'] },
  { login: 'thongke', name: 'Cán bộ Thống kê Thành phố', unit: 'thong-ke-tp', roles: ['provider'] },
  { login: 'phuong.saigon', name: 'Cán bộ phường Sài Gòn', unit: 'ubnd-26740', roles: ['consumer'] },
  { login: 'yte', name: 'Cán bộ dữ liệu Sở Y tế', unit: 'so-y-te', roles: ['consumer'] },
  { login: 'thue', name: 'Cán bộ dữ liệu Thuế Thành phố', unit: 'thue-tp', roles: ['consumer'] },
  { login: 'kiemtoan', name: 'Thanh tra viên dữ liệu', unit: 'thanh-tra-tp', roles: ['auditor'] },
  { login: 'dieuphoi2', name: 'Cán bộ điều phối thứ hai', unit: 'so-khcn', roles: ['coordinator'] },
  { login: 'quantri', name: 'Quản trị viên hệ thống', unit: 'so-khcn', roles: ['administrator'] },
]

const REGULATION = '5086/QĐ-UBND'
const PROVINCES = '202/2025/QH15'
const WARDS = '1685/NQ-UBTVQH15'
const ETHNIC_GROUPS = '121-TCTK/PPCĐ'
const PROMULGATION = '01/QĐ-DEMO'

const instruments: readonly DemoInstrument[] = [
  {
    number: REGULATION,
    kind: 'decision',
    title: 'Quyết định ban hành Quy chế tích hợp, quản lý, vận hành, khai thác Kho dữ liệu dùng chung của thành phố',
    issuer: 'Ủy ban nhân dân Thành phố Hồ Chí Minh',
    signer: 'Nguyễn Thành Phong',
    signedOn: '2019-11-28',
    effectiveFrom: '2019-11-28',
    effectiveTo: null,
  },
  {
    number: ETHNIC_GROUPS,
    kind: 'decision',
    title: 'Quyết định ban hành Danh mục các thành phần dân tộc Việt Nam',
    issuer: 'Tổng cục Thống kê',
    signer: 'Tổng cục trưởng Tổng cục Thống kê',
    signedOn: '1979-03-02',
    effectiveFrom: '1979-03-02',
    effectiveTo: null,
  },
  {
    number: PROVINCES,
    kind: 'resolution',
    title: 'Nghị quyết về việc sắp xếp đơn vị hành chính cấp tỉnh',
    issuer: 'Quốc hội',
    signer: 'Trần Thanh Mẫn',
    signedOn: '2025-06-12',
    effectiveFrom: '2025-06-12',
    effectiveTo: null,
  },
  {
    number: WARDS,
    kind: 'resolution',
    title: 'Nghị quyết về việc sắp xếp các đơn vị hành chính cấp xã của Thành phố Hồ Chí Minh năm 2025',
    issuer: 'Ủy ban Thường vụ Quốc hội',
    signer: 'Trần Thanh Mẫn',
    signedOn: '2025-06-16',
    effectiveFrom: '2025-06-16',
    effectiveTo: null,
  },
  {
    number: PROMULGATION,
    kind: 'decision',
    title: 'Quyết định minh họa ban hành Danh mục dữ liệu của Kho dữ liệu dùng chung (không phải văn bản thật)',
    issuer: 'Ủy ban nhân dân Thành phố Hồ Chí Minh (minh họa)',
    signer: 'Người ký minh họa',
    signedOn: '2025-12-15',
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
  },
]

const datasets = demoDatasets
const awaited = recipes.map(({ dataset }) => dataset).filter(({ code }) => !datasets.some((each) => each.code === code))

/** The city `npm start` shows: generated people and firms in real wards, under a decision that says it is none. */
export const demoCity: DemoCity = {
  settings: { seed: 5086, asOf: '2026-10-31', people: 20_000, businesses: 5_000 },
  password: 'kho-demo-2026',
  organisations,
  accounts,
  focalPoints: ['hokhau', 'doanhnghiep', 'noivu', 'xaydung', 'moitruong', 'yte'],
  reform: {
    instrument: WARDS,
    title: 'Sắp xếp các đơn vị hành chính cấp xã của Thành phố Hồ Chí Minh năm 2025',
    remit: {
      text: 'Quản lý nhà nước trên địa bàn cấp xã theo mô hình chính quyền địa phương hai cấp',
      instrument: null,
      citation: 'Luật Tổ chức chính quyền địa phương số 72/2025/QH15',
    },
  },
  instruments,
  datasets,
  awaited,
  catalogue: {
    instrument: PROMULGATION,
    effectiveFrom: '2026-01-01',
    datasets: [...datasets, ...awaited].map(({ code }) => code),
  },
}
