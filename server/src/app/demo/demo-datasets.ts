import { ethnicGroupsDataset } from '../../../recipes/index.ts'
import type { ConsumerDescription, DatasetDescription } from '../../../recipes/index.ts'
import { bareName, ethnicGroups, inForce, packDataset, packNamed, provinces, wards } from '../../../packs/index.ts'
import type { SeedEntry } from '../../../packs/index.ts'
import {
  addresses,
  csvText,
  generate,
  generateBusinesses,
  generatePeople,
  households,
  parcels,
} from '../generator/index.ts'
import type { DemoDataset } from './demo-dataset.ts'

interface Provision {
  readonly provider: string
  readonly contact: string
  readonly consumers: readonly ConsumerDescription[]
}

/** The dataset of a structure pack, saying that what it holds is made up. */
function generated(packName: string, provision: Provision): DatasetDescription {
  const pack = packNamed(packName)
  const { description, descriptionEn } = pack.dataset
  return packDataset(pack, provision, {
    description: `${description} Dữ liệu được sinh tự động để minh họa, không phải dữ liệu thật.`,
    descriptionEn: `${descriptionEn} Generated for demonstration: none of it is real.`,
  })
}

const demoEthnicGroupsDataset: DemoDataset = {
  ...ethnicGroupsDataset,
  deliveredBy: 'noivu',
  fileName: 'dan-toc.csv',
  rows: ({ asOf }) =>
    csvText(
      ['ma', 'ten', 'ten_khac'],
      inForce(ethnicGroups, asOf).map(({ code, name, aliases }) => [code, name, aliases.join('; ')]),
    ),
}

function unitRow(unit: SeedEntry): string[] {
  const level = unit.parent === null ? 'tinh' : 'xa'
  const { code, nameEn, name, parent, kind, validFrom } = unit
  return [code, bareName(unit), nameEn, name, level, parent ?? '', kind ?? '', validFrom]
}

const unitColumns = ['ma', 'ten', 'ten_tieng_anh', 'ten_day_du', 'cap', 'ma_cha', 'loai', 'ngay_hieu_luc']

/** The 34 provinces and cities of the country and the 168 ward-level units of this one. */
const unitsDataset: DemoDataset = {
  ...packDataset(
    packNamed('administrative-units'),
    { provider: 'so-noi-vu', contact: 'Sở Nội vụ, danh-muc@noivu.example', consumers: [{ group: 'all' }] },
    {
      description:
        '34 tỉnh, thành phố của cả nước và 168 phường, xã, đặc khu của Thành phố Hồ Chí Minh sau sắp xếp, kèm mã số và ngày bắt đầu hoạt động.',
      descriptionEn:
        'The 34 provinces and cities of the country and the 168 wards, communes and special zone of Ho Chi Minh City, with codes and first days.',
    },
  ),
  deliveredBy: 'noivu',
  fileName: 'don-vi-hanh-chinh.csv',
  rows: ({ asOf }) => csvText(unitColumns, [...inForce(provinces, asOf), ...inForce(wards, asOf)].map(unitRow)),
}

const addressesDataset: DemoDataset = {
  ...generated('addresses', {
    provider: 'so-xay-dung',
    contact: 'Sở Xây dựng, dia-chi@xaydung.example',
    consumers: [{ group: 'all' }],
  }),
  deliveredBy: 'xaydung',
  fileName: 'dia-chi.csv',
  rows: (settings) => generate(addresses(settings), { count: settings.people + settings.businesses }),
}

const parcelsDataset: DemoDataset = {
  ...generated('parcels', {
    provider: 'so-nnmt',
    contact: 'Sở Nông nghiệp và Môi trường, dia-chinh@nnmt.example',
    consumers: [{ unit: 'so-xay-dung' }, { unit: 'thue-tp' }, { group: 'wards' }],
  }),
  deliveredBy: 'moitruong',
  fileName: 'thua-dat.csv',
  rows: (settings) => generate(parcels(settings), { count: settings.people }),
}

const residents = {
  provider: 'cong-an-tp',
  contact: 'Công an Thành phố, du-lieu-dan-cu@congan.example',
  consumers: [{ unit: 'so-y-te' }, { group: 'wards' as const }],
}

const householdsDataset: DemoDataset = {
  ...generated('households', { ...residents, contact: 'Công an Thành phố, ho-khau@congan.example' }),
  deliveredBy: 'hokhau',
  fileName: 'ho-gia-dinh.csv',
  rows: (settings) => generate(households(settings), { count: settings.people }),
}

const peopleDataset: DemoDataset = {
  ...generated('people', residents),
  deliveredBy: 'hokhau',
  fileName: 'dan-cu.csv',
  rows: ({ seed, asOf, people }) => generatePeople({ seed, asOf, count: people }),
}

const businessesDataset: DemoDataset = {
  ...generated('businesses', {
    provider: 'so-tai-chinh',
    contact: 'Sở Tài chính, dang-ky-kinh-doanh@taichinh.example',
    consumers: [{ group: 'all' }],
  }),
  deliveredBy: 'doanhnghiep',
  fileName: 'doanh-nghiep.csv',
  rows: ({ seed, asOf, people, businesses }) => generateBusinesses({ seed, asOf, people, count: businesses }),
}

/** In the order they are to be filled: what others point at comes first. */
export const demoDatasets: readonly DemoDataset[] = [
  demoEthnicGroupsDataset,
  unitsDataset,
  addressesDataset,
  householdsDataset,
  peopleDataset,
  businessesDataset,
  parcelsDataset,
]
