import { administrativeUnitFields, declareFields, ethnicGroupsDataset } from '../../../recipes/index.ts'
import { csvText } from './csv.ts'
import type { DemoDataset } from './demo-dataset.ts'
import { bareName, ethnicGroups, inForce, provinces, wards } from './seeds.ts'
import type { SeedEntry } from './seeds.ts'

export const demoEthnicGroupsDataset: DemoDataset = {
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
export const unitsDataset: DemoDataset = {
  code: 'don-vi-hanh-chinh',
  name: 'Đơn vị hành chính',
  nameEn: 'Administrative units',
  description:
    '34 tỉnh, thành phố của cả nước và 168 phường, xã, đặc khu của Thành phố Hồ Chí Minh sau sắp xếp, kèm mã số và ngày bắt đầu hoạt động.',
  descriptionEn:
    'The 34 provinces and cities of the country and the 168 wards, communes and special zone of Ho Chi Minh City, with codes and first days.',
  kind: 'reference',
  classification: 'public',
  licence: 'Được sử dụng tự do, đề nghị ghi nguồn',
  contact: 'Sở Nội vụ, danh-muc@noivu.example',
  provider: 'so-noi-vu',
  updateMethod: 'full',
  updateFrequency: 'on-change',
  consumers: [{ group: 'all' }],
  structure: {
    note: 'Cấu trúc ban đầu',
    fields: declareFields([
      ...administrativeUnitFields,
      {
        name: 'loai',
        title: 'Loại đơn vị',
        titleEn: 'Kind',
        type: 'text',
        length: 10,
        pattern: '^(tinh|thanh-pho|phuong|xa|dac-khu)$',
        required: true,
        description: 'tinh, thanh-pho, phuong, xa hoặc dac-khu.',
        descriptionEn: 'tinh (province), thanh-pho (city), phuong (ward), xa (commune) or dac-khu (special zone).',
      },
      {
        name: 'ngay_hieu_luc',
        title: 'Ngày bắt đầu hoạt động',
        titleEn: 'In being since',
        type: 'date',
        minimum: '1945-09-02',
        required: true,
        description: 'Ngày chính quyền của đơn vị chính thức hoạt động theo tổ chức hiện nay.',
        descriptionEn: 'The day the unit began to work in its present form.',
      },
    ]),
  },
  deliveredBy: 'noivu',
  fileName: 'don-vi-hanh-chinh.csv',
  rows: ({ asOf }) => csvText(unitColumns, [...inForce(provinces, asOf), ...inForce(wards, asOf)].map(unitRow)),
}
