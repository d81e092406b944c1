import { defineProblems } from '../../platform/index.ts'

export const grantRequestProblems = defineProblems('access', {
  grantRequestNotFound: {
    kind: 'not-found',
    vi: { title: 'Không có đề nghị này', remedy: 'Kiểm tra lại địa chỉ, hoặc mở danh sách đề nghị của đơn vị.' },
    en: { title: 'There is no such request', remedy: "Check the address, or open the list of your unit's requests." },
  },
  grantRequestUnfit: {
    kind: 'unprocessable',
    vi: { title: 'Phạm vi đề nghị chưa dùng được', remedy: 'Sửa từng chỗ nêu dưới đây rồi gửi lại.' },
    en: {
      title: 'What is asked for cannot be granted as it is',
      remedy: 'Mend each place named below and send it again.',
    },
    clause: 'Điều 11.2',
  },
  grantPeriodUnfit: {
    kind: 'unprocessable',
    vi: {
      title: 'Thời hạn đề nghị không hợp lệ',
      remedy: 'Ngày kết thúc phải ở tương lai, sau ngày bắt đầu và không quá 5 năm kể từ hôm nay.',
    },
    en: {
      title: 'The period asked for cannot be',
      remedy: 'It must end in the future, after it begins, and within five years from today.',
    },
  },
  grantOfOwnData: {
    kind: 'conflict',
    vi: {
      title: 'Đơn vị đang cung cấp bộ dữ liệu này nên được xem toàn bộ',
      remedy: 'Không cần đề nghị; mở bộ dữ liệu để khai thác.',
    },
    en: {
      title: 'Your unit provides this dataset and reads all of it',
      remedy: 'Nothing needs asking; open the dataset.',
    },
  },
  grantOfNothing: {
    kind: 'conflict',
    vi: {
      title: 'Bộ dữ liệu “{dataset}” chưa có trong danh mục đang có hiệu lực hoặc chưa khai báo cấu trúc',
      remedy: 'Chờ danh mục có hiệu lực; đơn vị cung cấp có thể cho biết khi nào.',
    },
    en: {
      title: '“{dataset}” has no row in the catalogue in force, or no structure yet',
      remedy: 'Wait until the catalogue is in force; its provider can tell when.',
    },
    clause: 'Điều 9',
  },
  grantExists: {
    kind: 'conflict',
    vi: {
      title: 'Đơn vị đã có quyền khai thác số {number} cho mục đích này trong thời gian đề nghị',
      remedy: 'Đề nghị gia hạn hoặc điều chỉnh quyền khai thác đó.',
    },
    en: {
      title: 'Your unit has grant {number} for this purpose at that time',
      remedy: 'Ask for its renewal or amendment instead.',
    },
  },
  grantRequestWaiting: {
    kind: 'conflict',
    vi: {
      title: 'Đề nghị số {number} cho cùng bộ dữ liệu và mục đích đang được xử lý',
      remedy: 'Theo dõi đề nghị đó, hoặc rút lại trước khi gửi đề nghị mới.',
    },
    en: {
      title: 'Request {number} for the same dataset and purpose is under way',
      remedy: 'Follow that one, or withdraw it before you ask again.',
    },
  },
  grantRequestMoved: {
    kind: 'conflict',
    vi: {
      title: 'Bước này của đề nghị số {number} không còn chờ ai làm',
      remedy: 'Tải lại trang để xem đề nghị đang ở bước nào.',
    },
    en: {
      title: 'This step of request {number} is not due',
      remedy: 'Load the page again to see where the request is.',
    },
  },
  grantRequestForeign: {
    kind: 'forbidden',
    vi: {
      title: 'Bước này do đơn vị khác thực hiện',
      remedy: 'Đơn vị cung cấp cho ý kiến; đơn vị đề nghị mới rút được đề nghị của mình.',
    },
    en: {
      title: 'Another unit takes this step',
      remedy: 'The provider gives its opinion; only the unit that asked withdraws the request.',
    },
  },
  grantRequestOwn: {
    kind: 'forbidden',
    vi: {
      title: 'Mỗi bước của một đề nghị do một người khác nhau thực hiện',
      remedy: 'Đề nghị một người khác có thẩm quyền thực hiện bước này.',
    },
    en: {
      title: 'Each step of a request is taken by another person',
      remedy: 'Have somebody else with the right take this step.',
    },
    clause: 'Điều 11.2',
  },
  consentWithoutFile: {
    kind: 'unprocessable',
    vi: {
      title: 'Văn bản {number} chưa có mã băm của tệp đã ký',
      remedy: 'Đăng ký văn bản đồng ý kèm mã SHA-256 của tệp đã ký rồi thực hiện lại.',
    },
    en: {
      title: 'Instrument {number} has no digest of its signed file',
      remedy: 'Register the consent with the SHA-256 of its signed file and try again.',
    },
    clause: 'Điều 11.2',
  },
  consentTooLate: {
    kind: 'conflict',
    vi: {
      title: 'Thời hạn của đề nghị số {number} đã qua',
      remedy: 'Từ chối hoặc để đơn vị rút lại; muốn khai thác tiếp thì đề nghị mới.',
    },
    en: {
      title: 'The period of request {number} is over',
      remedy: 'Have the unit withdraw it; to use the data it asks anew.',
    },
  },
  grantNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có quyền khai thác này',
      remedy: 'Kiểm tra lại địa chỉ, hoặc mở danh sách quyền khai thác của đơn vị.',
    },
    en: { title: 'There is no such grant', remedy: "Check the address, or open the list of your unit's grants." },
  },
  grantOver: {
    kind: 'conflict',
    vi: {
      title: 'Quyền khai thác số {number} không còn hiệu lực',
      remedy: 'Muốn khai thác tiếp, hãy gửi đề nghị mới.',
    },
    en: { title: 'Grant {number} is over', remedy: 'To use the data further, ask anew.' },
  },
  grantHeldAlready: {
    kind: 'conflict',
    vi: { title: 'Bên này đang tạm dừng quyền khai thác số {number} rồi', remedy: 'Không cần làm gì thêm.' },
    en: { title: 'This party holds grant {number} back already', remedy: 'Nothing more is needed.' },
  },
  grantNotHeld: {
    kind: 'conflict',
    vi: {
      title: 'Bên này không tạm dừng quyền khai thác số {number}',
      remedy: 'Bên nào tạm dừng thì bên đó cho tiếp tục; xem bên đang tạm dừng ở trang quyền khai thác.',
    },
    en: {
      title: 'This party does not hold grant {number} back',
      remedy: 'Who held it back lets it go; the page of the grant names them.',
    },
  },
  grantForeign: {
    kind: 'forbidden',
    vi: {
      title: 'Đơn vị không phải là một bên của quyền khai thác số {number}',
      remedy: 'Chỉ đơn vị cung cấp, đơn vị khai thác và cơ quan điều phối mới tạm dừng được.',
    },
    en: {
      title: 'Your unit is no party to grant {number}',
      remedy: 'Only the provider, the consumer and the coordinating department hold it back.',
    },
  },
})
