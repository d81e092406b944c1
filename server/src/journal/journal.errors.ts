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
  publishingStalled: {
    kind: 'unavailable',
    vi: {
      title: 'Nhật ký không công bố được',
      detail:
        'Đã quá {seconds} giây hệ thống không ghi được các tệp công bố của nhật ký, nên tạm thời không nhận thay đổi nào.',
      remedy:
        'Chưa có gì được ghi. Báo người vận hành kiểm tra thư mục công bố nhật ký (đầy đĩa, bị gỡ hoặc không cho ghi); ghi lại được là hệ thống tự nhận thay đổi trở lại.',
    },
    en: {
      title: 'The journal cannot be published',
      detail:
        'The files of the published log could not be written for more than {seconds} seconds, so no change is taken for now.',
      remedy:
        'Nothing was written. Tell whoever runs the warehouse to look at the folder of the published log (full disk, removed, not writable); changes are taken again by themselves once it can be written.',
    },
    clause: 'Điều 13.3',
  },
  witnessedPast: {
    kind: 'unavailable',
    vi: {
      title: 'Nhật ký không khớp với nhân chứng',
      detail:
        'Nhân chứng {witness} đưa ra một mốc chốt do chính nhật ký này ký mà nhật ký ở đây không dẫn tới: một bản sao lưu cũ đã được khôi phục, hoặc quá khứ đã bị viết lại. Vì vậy không nhận thay đổi nào.',
      remedy:
        'Chưa có gì được ghi. Báo ngay người vận hành: giữ nguyên cơ sở dữ liệu và thư mục trạng thái, xem trạng thái nhân chứng ở trang Nhật ký, rồi khôi phục bản sao lưu mới nhất (kèm WAL) khớp với nhân chứng.',
    },
    en: {
      title: 'The journal is not what was witnessed',
      detail:
        'The witness {witness} shows a checkpoint, signed by this log itself, that the journal here does not lead to: an old backup was put back, or the past was rewritten. So no change is taken.',
      remedy:
        'Nothing was written. Tell whoever runs the warehouse at once: keep database and state folder as they are, look at the witnesses on the journal page, and restore the newest backup (with its WAL) that fits the witness.',
    },
    clause: 'Điều 13.3',
  },
  entryTooLarge: {
    kind: 'too-large',
    vi: {
      title: 'Thao tác quá lớn cho một mục nhật ký',
      detail: 'Mục nhật ký của thao tác này dài {bytes} byte; một mục chỉ được tối đa {most} byte.',
      remedy: 'Chưa có gì được ghi. Hãy chia thành nhiều lần, mỗi lần ít mục hơn.',
    },
    en: {
      title: 'This is too much for one entry of the journal',
      detail: 'The entry would have {bytes} bytes; one has {most} at most.',
      remedy: 'Nothing was written. Do it in several steps, with less in each.',
    },
    clause: 'Điều 13.3',
  },
  nextKeyMissing: {
    kind: 'conflict',
    vi: {
      title: 'Chưa có khóa cho nhật ký kế tiếp',
      detail: 'Nhật ký {log} ký bằng khóa được cấp riêng, nên khóa của nhật ký kế tiếp cũng phải được cấp.',
      remedy: 'Đặt KHO_LOG_NEXT_KEY bằng một khóa mới gồm 32 byte viết theo base64, rồi chạy lại lệnh này.',
    },
    en: {
      title: 'There is no key for the next log',
      detail: 'The log {log} is signed with a key that was given, so the key of the next one must be given too.',
      remedy: 'Set KHO_LOG_NEXT_KEY to a new key, 32 bytes in base64, and run the command again.',
    },
    clause: 'Điều 13.3',
  },
  nextKeyUnknown: {
    kind: 'conflict',
    vi: {
      title: 'Chính sách nhân chứng chưa có nhật ký kế tiếp',
      detail:
        'Chính sách nhân chứng kể tên các nhật ký nhưng chưa có nhật ký kế tiếp, nên không nhân chứng nào ký cho nó.',
      remedy: 'Ghi dòng "log {verifier}" vào KHO_LOG_POLICY, báo cho các nhân chứng, rồi chạy lại lệnh này.',
    },
    en: {
      title: 'The witness policy does not have the next log',
      detail: 'The witness policy names logs, and the next one is not among them, so no witness would cosign it.',
      remedy: 'Write the line "log {verifier}" into KHO_LOG_POLICY, tell the witnesses, and run the command again.',
    },
    clause: 'Điều 13.3',
  },
  logClosed: {
    kind: 'conflict',
    vi: {
      title: 'Nhật ký vừa được đóng',
      detail: 'Trong lúc chờ, nhật ký {log} đã được đóng bởi một lệnh khác; nhật ký kế tiếp đang mở.',
      remedy: 'Không cần làm gì thêm. Nếu muốn đóng cả nhật ký đang mở, hãy chạy lại lệnh này.',
    },
    en: {
      title: 'The log has just been closed',
      detail: 'Another command closed the log {log} while this one waited; its successor is open.',
      remedy: 'There is nothing more to do. To close the log that is open now as well, run the command again.',
    },
    clause: 'Điều 13.3',
  },
  readNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Đơn vị không có lượt khai thác này',
      detail: 'Không tìm thấy lượt khai thác {read} của đơn vị bạn.',
      remedy:
        'Kiểm tra lại mã trong tiêu đề Read-Id của câu trả lời, hoặc tìm trong danh sách lượt khai thác của đơn vị.',
    },
    en: {
      title: 'Your unit has no such read',
      detail: 'Read {read} of your unit was not found.',
      remedy: 'Check the id in the Read-Id header of the answer, or look for it among the reads of your unit.',
    },
  },
  timeStampNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Lần chốt này không có dấu thời gian',
      detail: 'Không có dấu thời gian của lần chốt {size} mục.',
      remedy:
        'Lấy số của một lần chốt có dấu trong danh sách dấu thời gian; dấu của lần chốt sau xác nhận mọi lần chốt trước đó.',
    },
    en: {
      title: 'This checkpoint has no time-stamp',
      detail: 'There is no time-stamp on a checkpoint of {size} entries.',
      remedy:
        'Take the size of one that is in the list of time-stamps; a time-stamp on a later checkpoint covers all before it.',
    },
  },
  receiptNotReady: {
    kind: 'unavailable',
    vi: {
      title: 'Chưa có biên nhận cho lần nộp này',
      detail: 'Mục nhật ký của lần nộp chưa nằm trong lần chốt nào được ký.',
      remedy: 'Gọi lại sau vài giây.',
    },
    en: {
      title: 'There is no receipt of this submission yet',
      detail: 'Its journal entry is in no signed checkpoint yet.',
      remedy: 'Call again in a few seconds.',
    },
  },
  evidenceNotReady: {
    kind: 'unavailable',
    vi: {
      title: 'Chưa có bằng chứng',
      detail: 'Mục nhật ký làm căn cứ chưa nằm trong lần chốt nào được ký.',
      remedy: 'Gọi lại sau vài giây.',
    },
    en: {
      title: 'There is no evidence yet',
      detail: 'The journal entry it rests on is in no signed checkpoint yet.',
      remedy: 'Call again in a few seconds.',
    },
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
