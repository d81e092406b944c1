import { describe, expect, it } from 'vitest'
import { partsOf, textsOf } from '../../../test/office-document.ts'
import { anId } from '../testing.ts'
import { reportCsv, reportDocx } from './report.ts'
import type { Report } from './report.ts'

const unit = {
  id: anId<'organisation'>(1),
  name: 'Sở Y tế',
  nameEn: 'Department of Health',
  kind: 'department' as const,
}
const open = { answer: null, answeredBy: null, answeredAt: null, validFrom: new Date(0), validTo: null }
const at = new Date('2026-04-10T03:00:00Z')
const report: Report = {
  review: {
    ...{ id: anId<'review'>(2), quarter: '2026-Q2', openedAt: new Date('2026-03-31T17:00:00Z') },
    ...{ deadline: new Date('2026-05-01T17:00:00Z'), closedAt: null },
  },
  units: [{ unit, accounts: 2, certified: 1, revoked: 0, unanswered: 1, reviewers: ['dau.moi'] }],
  accounts: [
    {
      ...{
        id: anId<'account'>(3),
        login: 'bac.si',
        name: 'Người Trong Báo Cáo',
        unit,
        state: 'active',
        issuedAt: at,
        lastUsedAt: at,
      },
      items: [
        { ...open, id: anId(4), role: 'provider', answer: 'certified', answeredBy: 'dau.moi', answeredAt: at },
        { ...open, id: anId(5), role: 'consumer', answer: 'revoked', answeredBy: 'dau.moi', answeredAt: at },
      ],
    },
    {
      ...{
        id: anId<'account'>(6),
        login: 'bi.quen',
        name: '=2+2',
        unit,
        state: 'active',
        issuedAt: at,
        lastUsedAt: null,
      },
      items: [{ ...open, id: anId(7), role: null }],
    },
  ],
}

describe('the report of a review', () => {
  it('is a table of each account and role, by login and without names', () => {
    expect(reportCsv(report, 'en')).toBe(
      '\uFEFFUnit,Account,Role,Last used,Answer,Answered by\n' +
        'Department of Health,bac.si,Provider,10/04/2026,Certified,dau.moi\n' +
        'Department of Health,bac.si,Consumer,10/04/2026,Revoked,dau.moi\n' +
        'Department of Health,bi.quen,–,never,Unanswered,–\n',
    )
    expect(reportCsv(report, 'vi')).toContain('Sở Y tế,bac.si,Đơn vị cung cấp,10/04/2026,Xác nhận,dau.moi')
  })

  it('is an office document whose parts are well-formed, with the counts and each line', async () => {
    const document = await reportDocx(report, 'vi')
    const parts = await partsOf(document)
    expect([...parts.keys()]).toEqual(expect.arrayContaining(['[Content_Types].xml', 'word/document.xml']))
    const said = (await textsOf(document)).join('|')
    for (const text of [
      'Báo cáo rà soát tài khoản',
      'Quý: 2/2026',
      'Hạn trả lời: 01/05/2026',
      'Kết thúc: chưa kết thúc',
    ]) {
      expect(said).toContain(text)
    }
    expect(said).toContain('Sở Y tế|2|1|0|1|Cộng|2|1|0|1')
    expect(said).toContain('Sở Y tế|bi.quen|–|chưa dùng|Không trả lời|–')
    expect(said).not.toContain('Người Trong Báo Cáo')
  })
})
