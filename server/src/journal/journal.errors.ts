import { defineProblems } from '../platform/index.ts'

export const journalProblems = defineProblems('journal', {
  entryNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có mục nhật ký này',
      detail: 'Không tìm thấy mục nhật ký {entry}.',
      remedy: 'Kiểm tra lại mã, hoặc tìm trong trang Nhật ký.',
    },
    en: {
      title: 'There is no such journal entry',
      detail: 'Entry {entry} was not found.',
      remedy: 'Check the id, or look for it on the journal page.',
    },
  },
})
