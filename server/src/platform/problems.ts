import { defineProblems } from './errors.ts'

/** Problems any route can answer, whatever its module. */
export const platformProblems = defineProblems('platform', {
  invalidRequest: {
    kind: 'invalid',
    vi: {
      title: 'Yêu cầu chưa đúng',
      detail: 'Có chỗ trong yêu cầu chưa đúng dạng.',
      remedy: 'Xem danh sách lỗi kèm theo, sửa từng chỗ rồi gửi lại.',
    },
    en: {
      title: 'The request is not valid',
      detail: 'Parts of the request do not have the expected form.',
      remedy: 'Read the list of errors, correct each one and send the request again.',
    },
  },
  notFound: {
    kind: 'not-found',
    vi: { title: 'Không tìm thấy', detail: 'Địa chỉ {path} không tồn tại.', remedy: 'Kiểm tra lại địa chỉ đã gọi.' },
    en: { title: 'Not found', detail: 'There is nothing at {path}.', remedy: 'Check the address you called.' },
  },
  unsupportedMediaType: {
    kind: 'unsupported',
    vi: {
      title: 'Kiểu nội dung chưa được hỗ trợ',
      remedy: 'Gửi nội dung với Content-Type mà tài liệu API nêu cho địa chỉ này.',
    },
    en: { title: 'Unsupported content type', remedy: 'Use the Content-Type that the API reference names.' },
  },
  bodyTooLarge: {
    kind: 'too-large',
    vi: { title: 'Nội dung quá lớn', remedy: 'Chia nhỏ nội dung, hoặc nộp tệp qua đường nộp dữ liệu.' },
    en: { title: 'The body is too large', remedy: 'Send less at once, or use the submission route for files.' },
  },
  invalidCursor: {
    kind: 'invalid',
    vi: {
      title: 'Con trỏ trang không hợp lệ',
      detail: 'Con trỏ không do hệ thống này cấp, hoặc được cấp cho một truy vấn khác.',
      remedy: 'Gọi lại từ trang đầu (bỏ tham số cursor) rồi dùng đúng giá trị next nhận được.',
    },
    en: {
      title: 'The cursor is not valid',
      detail: 'It was not issued here, or it was issued for another query.',
      remedy: 'Start again without cursor and pass on the value of next unchanged.',
    },
  },
  signInRequired: {
    kind: 'unauthenticated',
    vi: { title: 'Cần đăng nhập', remedy: 'Đăng nhập, hoặc gửi mã truy cập API trong tiêu đề Authorization.' },
    en: { title: 'Sign-in is required', remedy: 'Sign in, or send an API token in the Authorization header.' },
    clause: 'Điều 7.1',
  },
  tokenUnknown: {
    kind: 'unauthenticated',
    vi: {
      title: 'Mã truy cập API không dùng được',
      detail: 'Mã đã gửi không đúng, đã hết hạn hoặc đã bị thu hồi.',
      remedy: 'Sao chép lại nguyên vẹn mã, hoặc tạo mã mới ở trang Tài khoản và mã API.',
    },
    en: {
      title: 'The API token cannot be used',
      detail: 'The token that was sent is not right, has expired or was revoked.',
      remedy: 'Copy the token again, whole, or make a new one on the page of accounts and API tokens.',
    },
    clause: 'Điều 7.1',
  },
  permissionMissing: {
    kind: 'forbidden',
    vi: {
      title: 'Tài khoản không có quyền làm việc này',
      detail: 'Việc này cần quyền {permission}.',
      remedy: 'Nhờ cơ quan điều phối cấp vai trò phù hợp, hoặc đăng nhập bằng tài khoản khác.',
    },
    en: {
      title: 'This account may not do that',
      detail: 'The permission {permission} is needed.',
      remedy: 'Ask the coordinating department for the right role, or sign in with another account.',
    },
    clause: 'Điều 7.1',
  },
  csrfMismatch: {
    kind: 'forbidden',
    vi: {
      title: 'Yêu cầu không đến từ trang của hệ thống',
      remedy: 'Tải lại trang rồi thử lại; chương trình thì gọi bằng mã truy cập API.',
    },
    en: { title: 'The request did not come from this portal', remedy: 'Reload the page; programs use an API token.' },
  },
  databaseUnavailable: {
    kind: 'unavailable',
    vi: {
      title: 'Cơ sở dữ liệu tạm thời không sẵn sàng',
      remedy: 'Thử lại sau ít phút. Những gì đã được báo là nhận thì không mất.',
    },
    en: {
      title: 'The database is unavailable for the moment',
      remedy: 'Try again in a few minutes. Nothing that was acknowledged is lost.',
    },
  },
  storageFull: {
    kind: 'unavailable',
    vi: {
      title: 'Hệ thống hết chỗ lưu trữ',
      remedy: 'Chưa có gì được nhận. Báo cơ quan điều phối, rồi thử lại sau khi có thêm chỗ.',
    },
    en: {
      title: 'The storage is full',
      remedy: 'Nothing was taken in. Tell the coordinating department and try again once there is room.',
    },
  },
  stopping: {
    kind: 'unavailable',
    vi: { title: 'Hệ thống đang dừng', remedy: 'Thử lại sau ít phút.' },
    en: { title: 'The server is stopping', remedy: 'Try again in a few minutes.' },
  },
  internal: {
    kind: 'unavailable',
    vi: {
      title: 'Hệ thống gặp lỗi',
      remedy: 'Thử lại; nếu vẫn lỗi, báo cơ quan điều phối kèm mã yêu cầu.',
    },
    en: { title: 'Something failed on our side', remedy: 'Try again; if it persists, report the request id.' },
  },
})
