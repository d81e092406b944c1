export { demoCity } from './demo-city.ts'
export type { DemoAccount, DemoCatalogueVersion, DemoCity, DemoInstrument } from './demo-city.ts'
export type { DemoDataset, DemoSettings } from './demo-dataset.ts'
export type { SeedOrganisation } from './organisations.ts'
