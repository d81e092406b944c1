import { defineProblems } from '../../platform/index.ts'

export const outsideProblems = defineProblems('identity', {
  outsideAbsent: {
    kind: 'not-found',
    vi: {
      title: 'Chưa có nơi đăng nhập bên ngoài',
      detail: 'Hệ thống này chưa được nối với nơi đăng nhập nào khác.',
      remedy: 'Đăng nhập bằng khóa truy cập, hoặc nhờ người vận hành đặt KHO_OUTSIDE_ISSUER.',
    },
    en: {
      title: 'There is no provider outside',
      detail: 'This installation is not connected to any other provider.',
      remedy: 'Sign in with a passkey, or have the operator set KHO_OUTSIDE_ISSUER.',
    },
  },
  outsideUnreachable: {
    kind: 'unavailable',
    vi: {
      title: 'Không liên lạc được với nơi đăng nhập',
      remedy: 'Thử lại sau ít phút, hoặc đăng nhập bằng khóa truy cập.',
    },
    en: {
      title: 'The provider outside cannot be reached',
      remedy: 'Try again in some minutes, or sign in with a passkey.',
    },
  },
  outsideRefused: {
    kind: 'unauthenticated',
    vi: {
      title: 'Nơi đăng nhập không xác nhận được bạn',
      detail: 'Câu trả lời của nơi đăng nhập là từ chối, hoặc không kiểm chứng được.',
      remedy: 'Đăng nhập lại; nếu vẫn vậy, báo người vận hành.',
    },
    en: {
      title: 'The provider outside did not vouch for you',
      detail: 'Its answer was a refusal, or could not be verified.',
      remedy: 'Sign in again; if it stays so, tell the operator.',
    },
  },
  outsideAttemptOver: {
    kind: 'invalid',
    vi: {
      title: 'Lần đăng nhập này không còn nữa',
      detail: 'Nó đã quá mười phút, hoặc bắt đầu ở trình duyệt khác.',
      remedy: 'Bắt đầu đăng nhập lại.',
    },
    en: {
      title: 'This sign-in is no more',
      detail: 'It is older than ten minutes, or began in another browser.',
      remedy: 'Start to sign in again.',
    },
  },
  outsideLinkTaken: {
    kind: 'conflict',
    vi: {
      title: 'Người này đã được liên kết với một tài khoản',
      remedy: 'Gỡ liên kết cũ trước, hoặc kiểm tra lại mã định danh.',
    },
    en: {
      title: 'This person is linked to an account already',
      remedy: 'Unlink them there first, or check the identifier.',
    },
  },
  outsideLinkNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Tài khoản không có liên kết này',
      remedy: 'Xem lại các liên kết của tài khoản và mã định danh đã nhập.',
    },
    en: {
      title: 'The account has no such link',
      remedy: 'Look at the links of the account, and at the identifier you entered.',
    },
  },
  ownOutsideLink: {
    kind: 'conflict',
    vi: {
      title: 'Người khác phải làm việc này',
      detail: 'Không ai tự liên kết tài khoản của mình, hay xác nhận liên kết do mình lập.',
      remedy: 'Nhờ một tài khoản điều phối khác hoặc quản trị viên.',
    },
    en: {
      title: 'Somebody else must do this',
      detail: 'Nobody links their own account, or confirms a link they made.',
      remedy: 'Ask another coordinator or the administrator.',
    },
    clause: 'Điều 15.3',
  },
})
