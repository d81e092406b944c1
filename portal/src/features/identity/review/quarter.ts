/** The quarter a review is named by, `2026-Q1`, in the parts its title is made of. */
export function quarterParts(quarter: string): { year: string; number: string } {
  const [year = '', number = ''] = quarter.split('-Q')
  return { year, number }
}
