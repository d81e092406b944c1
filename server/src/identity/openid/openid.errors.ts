import { defineProblems } from '../../platform/index.ts'

const again = {
  vi: 'Xin mã truy cập mới rồi gọi lại.',
  en: 'Ask for a new token and call again.',
}

export const openidProblems = defineProblems('identity', {
  proofMissing: {
    kind: 'unauthenticated',
    vi: {
      title: 'Thiếu bằng chứng giữ khóa',
      detail: 'Mã truy cập này gắn với một khóa nên phải gửi bằng "Authorization: DPoP …" kèm tiêu đề DPoP.',
      remedy: 'Ký một bằng chứng DPoP (RFC 9449) cho đúng yêu cầu này rồi gọi lại.',
    },
    en: {
      title: 'The proof of possession is missing',
      detail: 'This token is bound to a key: it is sent as "Authorization: DPoP …" with a DPoP header.',
      remedy: 'Sign a DPoP proof (RFC 9449) for this very request and call again.',
    },
  },
  proofInvalid: {
    kind: 'unauthenticated',
    vi: {
      title: 'Bằng chứng giữ khóa không hợp lệ',
      detail: 'Bằng chứng DPoP bị từ chối: {fault}.',
      remedy: 'Ký bằng chứng mới cho đúng phương thức, địa chỉ và mã truy cập này rồi gọi lại.',
    },
    en: {
      title: 'The proof of possession is not valid',
      detail: 'The DPoP proof was refused: {fault}.',
      remedy: 'Sign a new proof for this very method, address and token and call again.',
    },
  },
  proofNonceNeeded: {
    kind: 'unauthenticated',
    vi: {
      title: 'Bằng chứng cần số dùng một lần của máy chủ',
      remedy: 'Ký lại bằng chứng với giá trị trong tiêu đề DPoP-Nonce của câu trả lời này rồi gọi lại.',
    },
    en: {
      title: 'The proof needs a nonce of this server',
      remedy: 'Sign the proof again with the DPoP-Nonce of this answer and call again.',
    },
  },
  certificateMissing: {
    kind: 'unauthenticated',
    vi: {
      title: 'Thiếu chứng thư của mã truy cập',
      detail: 'Mã truy cập này gắn với một chứng thư; kết nối này không xuất trình chứng thư đó.',
      remedy: 'Gọi qua địa chỉ TLS hai chiều bằng đúng chứng thư đã dùng khi xin mã.',
    },
    en: {
      title: 'The certificate of the token is missing',
      detail: 'This token is bound to a certificate; this connection does not show it.',
      remedy: 'Call by mutual TLS with the certificate the token was asked for with.',
    },
  },
  tokenOfAnother: {
    kind: 'unauthenticated',
    vi: {
      title: 'Mã truy cập không gắn với khóa đã dùng',
      detail: 'Khóa của bằng chứng không phải khóa mà mã truy cập được cấp cho.',
      remedy: again.vi,
    },
    en: {
      title: 'The token is bound to another key',
      detail: 'The key of the proof is not the one the token was issued for.',
      remedy: again.en,
    },
  },
  scopeMissing: {
    kind: 'forbidden',
    vi: {
      title: 'Phạm vi của mã truy cập không cho việc này',
      detail: 'Việc này cần phạm vi {scope}.',
      remedy: 'Xin mã truy cập có phạm vi {scope}, hoặc chỉ đọc dữ liệu.',
    },
    en: {
      title: 'The scope of the token does not cover this',
      detail: 'This needs the scope {scope}.',
      remedy: 'Ask for a token with the scope {scope}, or only read.',
    },
    clause: 'Điều 7.1',
  },
  tokenOutsideNetwork: {
    kind: 'forbidden',
    vi: {
      title: 'Mã truy cập không dùng được từ mạng này',
      detail: 'Mã chỉ được dùng từ những mạng đã khai báo; yêu cầu này đến từ {address}.',
      remedy: 'Gọi từ mạng đã khai báo, hoặc tạo mã mới cho mạng này.',
    },
    en: {
      title: 'The token cannot be used from this network',
      detail: 'It may be used from its declared networks only; this request comes from {address}.',
      remedy: 'Call from a declared network, or make a new token for this one.',
    },
    clause: 'Điều 13.2',
  },
  requestEnded: {
    kind: 'not-found',
    vi: {
      title: 'Yêu cầu đăng nhập không còn nữa',
      detail: 'Yêu cầu đã được trả lời, đã hết hạn, hoặc bắt đầu ở trình duyệt khác.',
      remedy: 'Quay lại ứng dụng và bắt đầu đăng nhập lại.',
    },
    en: {
      title: 'The sign-in request is no more',
      detail: 'It was answered, has expired, or began in another browser.',
      remedy: 'Go back to the application and start to sign in again.',
    },
  },
  deviceUnknown: {
    kind: 'not-found',
    vi: {
      title: 'Mã thiết bị không đúng hoặc đã hết hạn',
      remedy: 'Xem lại mã trên thiết bị; mã có hiệu lực trong 10 phút.',
    },
    en: {
      title: 'The code is wrong or has expired',
      remedy: 'Look at the code on the device again; it is good for 10 minutes.',
    },
  },
  consentNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Chương trình này không còn được phép',
      detail: 'Bạn chưa cho phép, đã chấm dứt, hoặc phép đã hết hạn.',
      remedy: 'Tải lại danh sách chương trình bạn đã cho phép.',
    },
    en: {
      title: 'This program is not let in any more',
      detail: 'You never let it in, have ended it, or it has expired.',
      remedy: 'Load the list of programs you let in again.',
    },
  },
  personNeeded: {
    kind: 'forbidden',
    vi: {
      title: 'Việc này cần một người đăng nhập ở cổng',
      remedy: 'Đăng nhập bằng tài khoản của mình rồi xác nhận.',
    },
    en: {
      title: 'This needs somebody signed in at the portal',
      remedy: 'Sign in with your own account and confirm there.',
    },
  },
})

/** What RFC 6750 and RFC 9449 call the problem a token was refused for, in the header `WWW-Authenticate`. */
export const tokenErrors: Readonly<Record<string, string>> = {
  'platform.tokenUnknown': 'invalid_token',
  'identity.proofMissing': 'invalid_token',
  'identity.proofInvalid': 'invalid_dpop_proof',
  'identity.proofNonceNeeded': 'use_dpop_nonce',
  'identity.certificateMissing': 'invalid_token',
  'identity.tokenOfAnother': 'invalid_token',
  'identity.scopeMissing': 'insufficient_scope',
}
