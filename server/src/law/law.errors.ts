import { defineProblems } from '../platform/index.ts'

export const lawProblems = defineProblems('law', {
  instrumentNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có văn bản này',
      detail: 'Không tìm thấy văn bản {instrument}.',
      remedy: 'Kiểm tra lại mã văn bản, hoặc đăng ký văn bản trước.',
    },
    en: {
      title: 'There is no such instrument',
      detail: 'Instrument {instrument} was not found.',
      remedy: 'Check the id, or register the instrument first.',
    },
  },
  instrumentExists: {
    kind: 'conflict',
    vi: {
      title: 'Văn bản đã được đăng ký',
      detail: 'Văn bản số {number} của {issuer}, ký ngày {signedOn}, đã có trong hệ thống.',
      remedy: 'Dùng văn bản đã đăng ký; nếu là văn bản khác, kiểm tra lại số, cơ quan ban hành và ngày ký.',
    },
    en: {
      title: 'The instrument is already registered',
      detail: 'Instrument {number} of {issuer}, signed on {signedOn}, is registered already.',
      remedy: 'Use the registered one; if this is another, check its number, issuer and day of signing.',
    },
  },
  instrumentNotInForce: {
    kind: 'unprocessable',
    vi: {
      title: 'Văn bản không còn hoặc chưa có hiệu lực',
      detail: 'Văn bản số {number} hôm nay không có hiệu lực.',
      remedy: 'Chọn văn bản đang có hiệu lực, hoặc đăng ký văn bản làm căn cứ trước.',
    },
    en: {
      title: 'The instrument is not in force',
      detail: 'Instrument {number} is not in force today.',
      remedy: 'Choose one that is in force, or register the one this rests on first.',
    },
  },
  periodInvalid: {
    kind: 'invalid',
    vi: {
      title: 'Thời gian hiệu lực chưa đúng',
      detail: 'Ngày hết hiệu lực {effectiveTo} phải sau ngày có hiệu lực {effectiveFrom}.',
      remedy: 'Sửa lại ngày có hiệu lực hoặc ngày hết hiệu lực rồi gửi lại.',
    },
    en: {
      title: 'The period of validity is not valid',
      detail: 'The end {effectiveTo} must come after the beginning {effectiveFrom}.',
      remedy: 'Correct either day and send the request again.',
    },
  },
  calendarYearMissing: {
    kind: 'not-found',
    vi: {
      title: 'Chưa có lịch làm việc của năm này',
      detail: 'Chưa ghi nhận ngày nghỉ của năm {year}; thời hạn trong năm này tạm tính theo thứ Hai đến thứ Sáu.',
      remedy: 'Đề nghị cơ quan điều phối ghi nhận lịch nghỉ của năm theo văn bản.',
    },
    en: {
      title: 'There is no calendar of that year',
      detail: 'No days off are recorded for {year}; deadlines in it are counted from Monday to Friday for now.',
      remedy: 'Ask the coordinating department to record the days off of the year by their instrument.',
    },
  },
  calendarInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Lịch của năm {year} chưa đúng',
      remedy: 'Xem từng ngày được nêu trong danh sách lỗi, sửa lại rồi gửi lại.',
    },
    en: {
      title: 'The calendar of {year} is not right',
      remedy: 'Correct each day in the list of errors and send it again.',
    },
  },
  calendarChanged: {
    kind: 'conflict',
    vi: {
      title: 'Lịch của năm {year} vừa được người khác ghi nhận',
      remedy: 'Tải lại lịch của năm, xem khác biệt rồi ghi nhận lại nếu vẫn cần.',
    },
    en: {
      title: 'Somebody else has just recorded the calendar of {year}',
      remedy: 'Load the year again, compare, and record it again if it is still needed.',
    },
  },
})
