import { defineProblems } from '../platform/index.ts'
import { accountProblems } from './account/account.errors.ts'
import { actProblems } from './act/act.errors.ts'
import { factorProblems } from './factor/factor.errors.ts'
import { focalPointProblems } from './focal-point/focal-point.errors.ts'
import { reviewProblems } from './review/review.errors.ts'

export const identityProblems = defineProblems('identity', {
  ...accountProblems,
  ...actProblems,
  ...factorProblems,
  ...focalPointProblems,
  ...reviewProblems,
  signInFailed: {
    kind: 'unauthenticated',
    vi: {
      title: 'Đăng nhập không thành công',
      detail: 'Tên đăng nhập, mật khẩu hoặc mã không đúng.',
      remedy: 'Kiểm tra lại rồi thử lần nữa; nếu quên mật khẩu, liên hệ cơ quan điều phối.',
    },
    en: {
      title: 'Sign-in failed',
      detail: 'The login, the password or the code is wrong.',
      remedy: 'Check them and try again; if you forgot the password, ask the coordinating department.',
    },
  },
  accountSuspended: {
    kind: 'forbidden',
    vi: {
      title: 'Tài khoản đang tạm ngưng',
      detail: 'Tài khoản hoặc đơn vị của tài khoản không còn hoạt động.',
      remedy: 'Liên hệ cơ quan điều phối để được rà soát và cấp lại tài khoản.',
    },
    en: {
      title: 'The account is suspended',
      detail: 'The account or its unit is no longer active.',
      remedy: 'Ask the coordinating department to review and reissue the account.',
    },
    clause: 'Điều 15.3',
  },
  tooManyAttempts: {
    kind: 'rate-limited',
    vi: {
      title: 'Đăng nhập sai quá nhiều lần',
      detail: 'Hệ thống tạm dừng nhận đăng nhập từ đây trong {retryAfter} giây.',
      remedy: 'Chờ {retryAfter} giây rồi thử lại; nếu quên mật khẩu, liên hệ cơ quan điều phối.',
    },
    en: {
      title: 'Too many failed sign-ins',
      detail: 'Sign-in is closed here for {retryAfter} seconds.',
      remedy: 'Wait {retryAfter} seconds and try again; if you forgot the password, ask the coordinating department.',
    },
  },
  organisationNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có đơn vị này',
      detail: 'Không tìm thấy đơn vị {organisation}.',
      remedy: 'Kiểm tra lại mã đơn vị trong danh sách đơn vị.',
    },
    en: {
      title: 'There is no such organisation',
      detail: 'Organisation {organisation} was not found.',
      remedy: 'Check the id in the list of organisations.',
    },
  },
  organisationNotThen: {
    kind: 'not-found',
    vi: {
      title: 'Ngày này đơn vị không hoạt động',
      detail: '{unit} không hoạt động vào ngày {day}: bắt đầu {from}, kết thúc {to}.',
      remedy: 'Chọn một ngày trong thời gian hoạt động, hoặc xem đơn vị trước và sau nó trong lịch sử.',
    },
    en: {
      title: 'The unit did not exist on that day',
      detail: '{unit} did not exist on {day}: it began on {from} and ended on {to}.',
      remedy: 'Choose a day of its life, or look in its history for who came before and after.',
    },
  },
  organisationEnded: {
    kind: 'conflict',
    vi: {
      title: 'Đơn vị đã kết thúc hoạt động',
      detail: '{unit} đã kết thúc từ ngày {day}. Đơn vị kế thừa: {successors}.',
      remedy: 'Thực hiện việc này ở đơn vị kế thừa.',
    },
    en: {
      title: 'The unit has ended',
      detail: '{unit} ended on {day}. Its successors: {successors}.',
      remedy: 'Do this in the unit that succeeded it.',
    },
    clause: 'Điều 2',
  },
  organisationInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Thông tin đơn vị chưa đúng',
      detail: 'Thông tin của đơn vị {name} có chỗ chưa đúng.',
      remedy: 'Xem danh sách lỗi kèm theo, sửa từng chỗ rồi gửi lại.',
    },
    en: {
      title: 'The organisation is not valid',
      detail: 'Parts of organisation {name} are not valid.',
      remedy: 'Read the list of errors, correct each one and send the request again.',
    },
  },
  identifierTaken: {
    kind: 'conflict',
    vi: {
      title: 'Mã định danh đã cấp cho đơn vị khác',
      detail: 'Các mã sau đã được cấp hoặc trùng thời gian sử dụng: {identifiers}.',
      remedy: 'Kiểm tra lại mã và thời gian sử dụng; mã đã đóng không được cấp lại cho đơn vị khác.',
    },
    en: {
      title: 'The identifier belongs to another organisation',
      detail: 'These identifiers are issued already or overlap in time: {identifiers}.',
      remedy: 'Check value and period; a closed identifier is never given to another organisation.',
    },
  },
  loginTaken: {
    kind: 'conflict',
    vi: {
      title: 'Tên đăng nhập đã có người dùng',
      detail: 'Tên đăng nhập {login} đã được cấp.',
      remedy: 'Chọn tên đăng nhập khác.',
    },
    en: {
      title: 'The login is taken',
      detail: 'The login {login} was issued already.',
      remedy: 'Choose another login.',
    },
  },
  rolesMisplaced: {
    kind: 'unprocessable',
    vi: {
      title: 'Vai trò không hợp với đơn vị',
      detail: 'Đơn vị {unit} không thể có vai trò: {roles}.',
      remedy: 'Bỏ các vai trò này, hoặc cấp tài khoản ở đơn vị có thẩm quyền.',
    },
    en: {
      title: 'The roles do not fit the unit',
      detail: '{unit} cannot have the roles: {roles}.',
      remedy: 'Leave these roles out, or issue the account in the unit that has the authority.',
    },
    clause: 'Điều 9',
  },
  accountNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có tài khoản này',
      detail: 'Không tìm thấy tài khoản {account}.',
      remedy: 'Kiểm tra lại trong danh sách tài khoản.',
    },
    en: {
      title: 'There is no such account',
      detail: 'Account {account} was not found.',
      remedy: 'Check the list of accounts.',
    },
  },
  ownAccount: {
    kind: 'conflict',
    vi: {
      title: 'Không thể tự tạm ngưng tài khoản của mình',
      remedy: 'Nhờ một tài khoản điều phối khác thực hiện.',
    },
    en: { title: 'You cannot suspend your own account', remedy: 'Ask another coordinator to do it.' },
  },
  tokenNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có mã truy cập này',
      detail: 'Tài khoản này không có mã truy cập API {token} còn hiệu lực.',
      remedy: 'Kiểm tra lại trong danh sách mã truy cập của tài khoản.',
    },
    en: {
      title: 'There is no such token',
      detail: 'This account has no API token {token} in force.',
      remedy: 'Check the list of tokens of the account.',
    },
  },
  networkInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Mạng khai báo chưa đúng',
      detail: 'Không phải mạng: {networks}.',
      remedy: 'Viết mạng theo CIDR, ví dụ 10.1.0.0/16 hoặc 203.0.113.7/32.',
    },
    en: {
      title: 'A network is not valid',
      detail: 'No networks: {networks}.',
      remedy: 'Write networks as CIDR, for example 10.1.0.0/16 or 203.0.113.7/32.',
    },
  },
  tokenNeedsSession: {
    kind: 'forbidden',
    vi: {
      title: 'Mã truy cập API không tự cấp thêm mã mới',
      remedy: 'Đăng nhập vào cổng rồi cấp mã truy cập mới ở đó.',
    },
    en: {
      title: 'An API token cannot issue another',
      remedy: 'Sign in to the portal and issue the token there.',
    },
  },
})
