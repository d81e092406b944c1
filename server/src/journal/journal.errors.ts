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
  sealingStalled: {
    kind: 'unavailable',
    vi: {
      title: 'Nhật ký đang bị nghẽn',
      detail: 'Có mục nhật ký chờ quá {seconds} giây mà chưa được chốt, nên tạm thời không nhận thay đổi nào.',
      remedy: 'Chưa có gì được ghi. Báo cơ quan điều phối, rồi thử lại sau khi nhật ký được chốt tiếp.',
    },
    en: {
      title: 'The journal is held up',
      detail:
        'An entry has waited more than {seconds} seconds for its place in the log, so no change is taken for now.',
      remedy: 'Nothing was written. Tell the coordinating department and try again once the log goes on.',
    },
    clause: 'Điều 13.3',
  },
  proofNotReady: {
    kind: 'unavailable',
    vi: {
      title: 'Chưa có bằng chứng cho mục nhật ký này',
      detail: 'Mục {entry} chưa nằm trong lần chốt nào được ký.',
      remedy: 'Gọi lại sau vài giây.',
    },
    en: {
      title: 'There is no proof of this entry yet',
      detail: 'Entry {entry} is in no signed checkpoint yet.',
      remedy: 'Call again in a few seconds.',
    },
  },
})
