import { defineProblems } from '../../platform/index.ts'

export const subjectProblems = defineProblems('access', {
  subjectRequestNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có yêu cầu này',
      detail: 'Không tìm thấy yêu cầu {request} trong các yêu cầu đơn vị được xem.',
      remedy: 'Kiểm tra lại mã; yêu cầu của đơn vị khác chỉ cơ quan điều phối xem được.',
    },
    en: {
      title: 'There is no such request',
      detail: 'Request {request} is not among those your unit may see.',
      remedy: 'Check the id; requests of other units are seen by the coordinating department alone.',
    },
  },
  subjectRequestForeign: {
    kind: 'forbidden',
    vi: {
      title: 'Yêu cầu này do bàn tiếp nhận khác xử lý',
      remedy: 'Gửi báo cáo về phần dữ liệu của đơn vị; việc trả lời do nơi tiếp nhận hoặc cơ quan điều phối làm.',
    },
    en: {
      title: 'Another desk handles this request',
      remedy: 'Report on the data of your unit; who received the request, or the coordinating department, answers it.',
    },
  },
  subjectRequestEnded: {
    kind: 'conflict',
    vi: {
      title: 'Yêu cầu đã kết thúc',
      remedy: 'Xem kết quả trong diễn biến; nếu người dân yêu cầu tiếp, hãy tiếp nhận một yêu cầu mới.',
    },
    en: {
      title: 'The request has ended',
      remedy: 'See its outcome in the timeline; if the person asks again, receive a new request.',
    },
  },
  subjectRequestResponded: {
    kind: 'conflict',
    vi: {
      title: 'Yêu cầu này đã được phản hồi lần đầu',
      remedy: 'Thực hiện yêu cầu rồi trả lời, hoặc từ chối có căn cứ.',
    },
    en: {
      title: 'The person has had a first word already',
      remedy: 'Do what was asked and answer, or refuse with a ground.',
    },
  },
  subjectRequestReported: {
    kind: 'conflict',
    vi: {
      title: 'Đơn vị không còn phần nào phải báo cáo',
      remedy:
        'Chỉ đơn vị cung cấp được giao mà chưa báo cáo mới gửi báo cáo; tải lại trang để xem trạng thái mới nhất.',
    },
    en: {
      title: 'Your unit has nothing left to report on',
      remedy: 'Only a provider that was asked and has not reported yet sends a report; reload to see where it stands.',
    },
  },
  subjectRequestNotExtendable: {
    kind: 'conflict',
    vi: {
      title: 'Không gia hạn được',
      detail: 'Chỉ gia hạn một lần, sau khi đã phản hồi và trước khi hết hạn; khiếu nại không có hạn để gia hạn.',
      remedy: 'Trả lời hoặc từ chối có căn cứ ngay khi có thể.',
    },
    en: {
      title: 'It cannot be extended',
      detail: 'A limit is extended once, after the first word and before it is over; a complaint has none to extend.',
      remedy: 'Answer it, or refuse it with a ground, as soon as possible.',
    },
  },
  subjectRequestOpen: {
    kind: 'conflict',
    vi: {
      title: 'Yêu cầu chưa kết thúc',
      remedy: 'Trả lời hoặc từ chối trước; sau đó mới xóa được dữ liệu cá nhân trong yêu cầu.',
    },
    en: {
      title: 'The request has not ended',
      remedy: 'Answer or refuse it first; then the personal data in it can be erased.',
    },
  },
  subjectErased: {
    kind: 'conflict',
    vi: {
      title: 'Dữ liệu cá nhân trong yêu cầu đã được xóa',
      remedy: 'Không cần làm gì thêm; nếu người dân yêu cầu tiếp, hãy tiếp nhận một yêu cầu mới.',
    },
    en: {
      title: 'The personal data in the request was erased',
      remedy: 'Nothing more is needed; if the person asks again, receive a new request.',
    },
  },
  subjectDatasetForeign: {
    kind: 'forbidden',
    vi: {
      title: 'Bộ dữ liệu này do đơn vị khác cung cấp',
      detail: '“{dataset}” không do đơn vị của tài khoản này cung cấp.',
      remedy: 'Chuyển yêu cầu đến bàn tiếp nhận của cơ quan điều phối; nơi đó giao được cho mọi đơn vị.',
    },
    en: {
      title: 'Another unit provides that dataset',
      detail: 'The unit of this account does not provide “{dataset}”.',
      remedy: 'Bring the request to the desk of the coordinating department, which can ask every provider.',
    },
  },
  subjectGroundUnfit: {
    kind: 'unprocessable',
    vi: {
      title: 'Căn cứ này không dùng được cho loại yêu cầu này',
      remedy: 'Chọn một căn cứ trong danh sách của loại yêu cầu, hoặc thực hiện yêu cầu.',
    },
    en: {
      title: 'That ground does not hold for this kind of request',
      remedy: 'Choose one from the list of its kind, or do what was asked.',
    },
  },
  subjectReadsUnasked: {
    kind: 'conflict',
    vi: {
      title: 'Yêu cầu này không hỏi ai đã đọc dữ liệu',
      remedy: 'Chỉ tra cứu khi chính người đó yêu cầu xem dữ liệu, hỏi ai đã đọc, hoặc khiếu nại.',
    },
    en: {
      title: 'This request does not ask who read the data',
      remedy: 'It is looked up only when the person asks for a copy or for who read it, or complains.',
    },
  },
})
