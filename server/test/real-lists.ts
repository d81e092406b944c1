/** Published lists as they lie in the shared data, by recipe, folder and rows; every row of them is in order. */
export const cleanLists = [
  ['don-vi-hanh-chinh-ca-nuoc', 'admin-units-current-2026', 3_355],
  ['don-vi-hanh-chinh-truoc-2025-07', 'admin-units-before-2025-07-01', 10_794],
  ['lich-su-don-vi-hanh-chinh', 'admin-history-hcmc-region', 881],
  ['ma-dinh-danh-co-quan-2014', 'agency-codes-hcmc-2014', 63],
  ['tram-xe-buyt-2015', 'bus-hcmc-2015', 173],
  ['ranh-gioi-phuong-xa', 'gis-hcmc-wards-168', 168],
] as const

/** Test data of people with typing errors on purpose. */
export const dirtyList = ['nguoi-thu-nghiem-febrl', 'er/febrl', 21_000] as const
