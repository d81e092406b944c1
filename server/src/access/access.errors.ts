import { defineProblems } from '../platform/index.ts'

/** The detail and remedy of a real refusal come from the reason that decided. */
export const accessProblems = defineProblems('access', {
  readRefused: {
    kind: 'forbidden',
    vi: {
      title: 'Chưa được phép khai thác dữ liệu này',
      remedy: 'Xem lý do kèm theo; muốn khai thác ngoài phạm vi quản lý cần Ủy ban nhân dân Thành phố đồng ý.',
    },
    en: {
      title: 'You may not read this data',
      remedy: "See the reason given; use beyond your unit's remit needs the City People's Committee's consent.",
    },
    clause: 'Điều 11.2',
  },
  submitRefused: {
    kind: 'forbidden',
    vi: {
      title: 'Chưa được phép nộp dữ liệu này',
      remedy: 'Xem lý do kèm theo; chỉ đơn vị cung cấp nêu trong danh mục được nộp dữ liệu.',
    },
    en: {
      title: 'You may not submit this data',
      remedy: 'See the reason given; only the provider named in the catalogue submits.',
    },
    clause: 'Điều 10',
  },
  readingBlocked: {
    kind: 'forbidden',
    vi: {
      title: 'Tài khoản đang bị tạm khóa đọc dữ liệu',
      detail: 'Hệ thống tạm khóa vì có dấu hiệu vi phạm (vụ việc {violation}); chưa có kết luận về bạn.',
      remedy:
        'Liên hệ cơ quan điều phối, nêu số vụ việc và việc bạn đang làm; người có thẩm quyền sẽ xem xét và gỡ khóa.',
    },
    en: {
      title: 'This account may not read data for now',
      detail: 'It was blocked because of signs of a violation ({violation}); nothing has been decided about you.',
      remedy:
        'Turn to the coordinating department with that number and say what you were doing; a person looks at it and lifts the block.',
    },
    clause: 'Điều 11.4',
  },
  channelNotGranted: {
    kind: 'forbidden',
    vi: {
      title: 'Quyền khai thác không cho {asked}',
      detail: 'Quyền khai thác số {grant} chỉ cho: {granted}.',
      remedy: 'Đọc dữ liệu theo hình thức đã được đồng ý; cần hình thức khác thì đề nghị điều chỉnh quyền khai thác.',
    },
    en: {
      title: 'The grant does not open {asked}',
      detail: 'Grant {grant} opens: {granted}.',
      remedy: 'Read in a way that was consented to; for another, ask for the grant to be amended.',
    },
    clause: 'Điều 11.2',
  },
  volumeUsedUp: {
    kind: 'rate-limited',
    vi: {
      title: 'Đã hết số dòng được đọc trong ngày',
      detail:
        'Quyền khai thác số {grant} cho đọc nhiều nhất {most} dòng mỗi ngày. Hôm nay còn {left} dòng, yêu cầu này cần {rows} dòng.',
      remedy:
        'Hỏi ít dòng hơn, hoặc đợi đến 0 giờ ngày {next}; thường xuyên cần nhiều hơn thì đề nghị điều chỉnh quyền khai thác.',
    },
    en: {
      title: 'The rows of the day are used up',
      detail: 'Grant {grant} opens {most} rows a day at most. {left} are left today, and this request takes {rows}.',
      remedy:
        'Ask for fewer rows, or wait until midnight ({next} begins then); for more, ask for the grant to be amended.',
    },
    clause: 'Điều 11.2',
  },
  policySetNotFound: {
    kind: 'not-found',
    vi: { title: 'Không có đề nghị sửa chính sách số {number}', remedy: 'Xem danh sách đề nghị ở trang Chính sách.' },
    en: { title: 'There is no proposed policy set {number}', remedy: 'See the list on the page of policies.' },
  },
  policySetUnfit: {
    kind: 'unprocessable',
    vi: {
      title: 'Các tệp này không phải là một bộ chính sách dùng được',
      remedy: 'Sửa từng lỗi nêu dưới đây rồi gửi lại; kho policy check kiểm tra trước trên máy của bạn.',
    },
    en: {
      title: 'These files are no policy set that can be used',
      remedy: 'Mend each fault listed and send them again; `kho policy check` tells them beforehand.',
    },
  },
  policySetUnchanged: {
    kind: 'conflict',
    vi: {
      title: 'Bộ chính sách này đang có hiệu lực rồi',
      remedy: 'Không cần đề nghị; nếu định sửa điều gì, hãy kiểm tra lại các tệp đã gửi.',
    },
    en: {
      title: 'These policies are in force already',
      remedy: 'Nothing needs proposing; if something was to change, check the files that were sent.',
    },
  },
  policySetDecided: {
    kind: 'conflict',
    vi: { title: 'Đề nghị số {number} đã được quyết định', remedy: 'Xem kết quả; muốn sửa tiếp thì lập đề nghị mới.' },
    en: { title: 'Proposal {number} has been decided', remedy: 'See how; to change more, make another proposal.' },
  },
  policySetOwn: {
    kind: 'forbidden',
    vi: {
      title: 'Không ai duyệt đề nghị của chính mình',
      remedy: 'Đề nghị một người khác có thẩm quyền quyết định.',
    },
    en: { title: 'Nobody decides on their own proposal', remedy: 'Have somebody else with the right decide.' },
  },
  incidentNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có sự cố này',
      remedy: 'Kiểm tra lại địa chỉ, hoặc mở danh sách sự cố bí mật nhà nước của đơn vị.',
    },
    en: { title: 'There is no such incident', remedy: "Check the address, or open the list of your unit's incidents." },
  },
  incidentNotOpen: {
    kind: 'conflict',
    vi: {
      title: 'Đã có người đề nghị gỡ niêm phong',
      remedy: 'Chờ Ủy ban nhân dân Thành phố xác nhận hoặc từ chối đề nghị đang có.',
    },
    en: {
      title: 'The release is asked for already',
      remedy: "Wait for the Committee's word on the request that stands.",
    },
  },
  releaseNotAsked: {
    kind: 'conflict',
    vi: {
      title: 'Chưa có ai đề nghị gỡ niêm phong',
      remedy: 'Cơ quan điều phối đề nghị trước kèm lý do; sau đó một người khác mới xác nhận được.',
    },
    en: {
      title: 'Nobody has asked for the release',
      remedy: 'The coordinator asks first, with reasons; then another person can confirm it.',
    },
  },
  incidentClosed: {
    kind: 'conflict',
    vi: { title: 'Sự cố đã kết thúc', remedy: 'Xem kết quả ở trang của sự cố; quyết định đã ghi không thay đổi nữa.' },
    en: { title: 'The incident is closed', remedy: 'See its page for how it ended; what was decided stands.' },
  },
  incidentNotSealed: {
    kind: 'conflict',
    vi: { title: 'Tệp đang được niêm phong', remedy: 'Đợi ít phút cho việc niêm phong xong rồi làm lại.' },
    en: { title: 'The file is still being sealed', remedy: 'Wait a few minutes until it is sealed and try again.' },
  },
  ownFile: {
    kind: 'forbidden',
    vi: {
      title: 'Người gửi tệp không được quyết định về tệp ấy',
      remedy: 'Đề nghị một người khác có thẩm quyền thực hiện.',
    },
    en: { title: 'Who sent the file does not decide on it', remedy: 'Ask another person who may.' },
  },
  ownRelease: {
    kind: 'forbidden',
    vi: {
      title: 'Gỡ niêm phong phải do hai người',
      remedy: 'Người đề nghị không tự xác nhận; hãy để một người khác có thẩm quyền xác nhận.',
    },
    en: {
      title: 'A release takes two persons',
      remedy: 'Who asked for it cannot confirm it; another person who may has to.',
    },
  },
})
