import { defineProblems } from '../../platform/index.ts'

export const clientProblems = defineProblems('identity', {
  clientNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có ứng dụng này',
      detail: 'Không tìm thấy ứng dụng {client} trong phạm vi đơn vị của bạn.',
      remedy: 'Kiểm tra lại mã trong danh sách ứng dụng.',
    },
    en: {
      title: 'There is no such client',
      detail: 'Client {client} was not found among those of your unit.',
      remedy: 'Check the code in the list of clients.',
    },
  },
  clientInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Thông tin ứng dụng chưa đúng',
      remedy: 'Xem danh sách lỗi kèm theo, sửa từng chỗ rồi gửi lại.',
    },
    en: {
      title: 'The client is not valid',
      remedy: 'Read the list of errors, correct each one and send the request again.',
    },
  },
  clientKeyUnfit: {
    kind: 'unprocessable',
    vi: {
      title: 'Khóa hoặc chứng thư không dùng được',
      detail:
        'Chỉ nhận khóa công khai EC P-256, Ed25519 hoặc RSA từ 2048 bit, hoặc chứng thư còn hiệu lực của khóa như vậy.',
      remedy: 'Gửi phần công khai của khóa (PEM, JWK hoặc JWKS) hoặc chứng thư (PEM); không bao giờ gửi phần bí mật.',
    },
    en: {
      title: 'The key or certificate cannot be used',
      detail:
        'Taken are public keys EC P-256, Ed25519 or RSA of 2048 bits and more, or a certificate in force of such a key.',
      remedy:
        'Send the public part of the key (PEM, JWK or JWKS) or the certificate (PEM); never send the private part.',
    },
  },
  clientCodeTaken: {
    kind: 'conflict',
    vi: {
      title: 'Mã ứng dụng đã có người dùng',
      detail: 'Mã {client} đã được dùng cho một ứng dụng hoặc một tài khoản.',
      remedy: 'Chọn mã khác.',
    },
    en: {
      title: 'The code is taken',
      detail: 'The code {client} names a client or an account already.',
      remedy: 'Choose another code.',
    },
  },
  clientStateChanged: {
    kind: 'conflict',
    vi: {
      title: 'Ứng dụng không ở trạng thái cho việc này',
      detail: 'Ứng dụng {client} đang ở trạng thái: {state}.',
      remedy: 'Tải lại trang để xem trạng thái hiện tại.',
    },
    en: {
      title: 'The client is not in a state for this',
      detail: 'Client {client} is {state}.',
      remedy: 'Reload the page to see its present state.',
    },
  },
  ownClientRequest: {
    kind: 'forbidden',
    vi: {
      title: 'Không tự duyệt đề nghị của mình',
      detail: 'Người đề nghị ứng dụng {client} không được tự quyết định.',
      remedy: 'Nhờ một tài khoản điều phối khác xem xét.',
    },
    en: {
      title: 'Nobody decides on their own request',
      detail: 'Whoever asked for client {client} cannot decide on it.',
      remedy: 'Ask another coordinator to decide.',
    },
    clause: 'Điều 15.3',
  },
})
