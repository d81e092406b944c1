/** What speaks against asking for an account or deciding on it; part of the module's problems. */
export const accountProblems = {
  accountClosed: {
    kind: 'conflict',
    vi: {
      title: 'Tài khoản đã đóng',
      detail: 'Tài khoản {login} đã đóng và không dùng lại được.',
      remedy: 'Đề nghị cấp một tài khoản mới với tên đăng nhập khác.',
    },
    en: {
      title: 'The account is closed',
      detail: 'Account {login} was closed and never returns.',
      remedy: 'Ask for a new account under another login.',
    },
    clause: 'Điều 15.3',
  },
  accountOfSystem: {
    kind: 'conflict',
    vi: {
      title: 'Tài khoản này là của một hệ thống',
      detail:
        'Hệ thống {login} tự nhận biết bằng khóa hoặc chứng thư; không người nào đăng nhập hay làm đầu mối bằng tài khoản này.',
      remedy: 'Chọn tài khoản của một người; khóa của hệ thống được đổi tại trang Ứng dụng và hệ thống.',
    },
    en: {
      title: 'The account is one of a system',
      detail:
        'System {login} is known by its key or certificate; nobody signs in or answers for a unit with this account.',
      remedy: 'Choose the account of a person; keys of systems are changed on the page of systems and portals.',
    },
    clause: 'Điều 15.3',
  },
  accountNotSuspended: {
    kind: 'conflict',
    vi: {
      title: 'Tài khoản không bị tạm ngưng',
      detail: 'Tài khoản {login} không ở trạng thái tạm ngưng nên không có gì để mở lại.',
      remedy: 'Xem lại trạng thái trong danh sách tài khoản.',
    },
    en: {
      title: 'The account is not suspended',
      detail: 'Account {login} is not suspended, so there is nothing to resume.',
      remedy: 'Look at its state in the list of accounts.',
    },
  },
  accountNotInForce: {
    kind: 'conflict',
    vi: {
      title: 'Tài khoản không còn hiệu lực',
      detail: 'Tài khoản {login} vừa bị tạm ngưng hoặc đóng bởi người khác.',
      remedy: 'Xem lại trạng thái trong danh sách tài khoản.',
    },
    en: {
      title: 'The account is no longer in force',
      detail: 'Account {login} was suspended or closed by somebody else just now.',
      remedy: 'Look at its state in the list of accounts.',
    },
  },
  foreignUnit: {
    kind: 'forbidden',
    vi: {
      title: 'Tài khoản của đơn vị khác',
      remedy: 'Chỉ đề nghị cho tài khoản của đơn vị mình; với đơn vị khác, liên hệ cơ quan điều phối.',
    },
    en: {
      title: 'An account of another unit',
      remedy: 'Ask for accounts of your own unit only; for another unit turn to the coordinating department.',
    },
    clause: 'Điều 15.3',
  },
  rolesInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Vai trò đề nghị chưa đúng',
      remedy: 'Xem danh sách lỗi kèm theo, sửa từng vai trò rồi gửi lại.',
    },
    en: {
      title: 'The roles asked for are not valid',
      remedy: 'Read the list of errors, correct each role and send it again.',
    },
  },
  requestNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có đề nghị này',
      detail: 'Không tìm thấy đề nghị {request}.',
      remedy: 'Kiểm tra lại trong danh sách đề nghị về tài khoản.',
    },
    en: {
      title: 'There is no such request',
      detail: 'Request {request} was not found.',
      remedy: 'Check the list of requests on accounts.',
    },
  },
  requestDecided: {
    kind: 'conflict',
    vi: {
      title: 'Đề nghị này không còn chờ',
      detail: 'Đề nghị đã được quyết định hoặc rút lại.',
      remedy: 'Tải lại trang để xem kết quả; nếu vẫn cần, gửi đề nghị mới.',
    },
    en: {
      title: 'The request no longer waits',
      detail: 'The request was decided or withdrawn.',
      remedy: 'Load the page again to see what became of it; if it is still needed, send a new one.',
    },
  },
  requestOpen: {
    kind: 'conflict',
    vi: {
      title: 'Đã có đề nghị đang chờ',
      detail: 'Tài khoản {login} đã có một đề nghị đang chờ quyết định.',
      remedy: 'Chờ quyết định, hoặc rút đề nghị đó trước khi gửi đề nghị khác.',
    },
    en: {
      title: 'A request waits already',
      detail: 'A request on account {login} waits for a decision already.',
      remedy: 'Wait for the decision, or withdraw that request before sending another.',
    },
  },
  ownRequest: {
    kind: 'conflict',
    vi: {
      title: 'Không tự quyết định đề nghị của mình',
      detail: 'Người đề nghị, hoặc người được đề nghị, không được quyết định.',
      remedy: 'Nhờ một tài khoản điều phối khác quyết định.',
    },
    en: {
      title: 'Nobody decides what they asked',
      detail: 'Who asked, or for whom it was asked, does not decide.',
      remedy: 'Leave the decision to another coordinator.',
    },
    clause: 'Điều 15.3',
  },
  decisionMissing: {
    kind: 'unprocessable',
    vi: {
      title: 'Thiếu số quyết định',
      remedy: 'Ghi số, ký hiệu văn bản làm căn cứ để chấp thuận.',
    },
    en: { title: 'The decision has no reference', remedy: 'Give the number of the document the approval rests on.' },
    clause: 'Điều 15.3',
  },
} as const
