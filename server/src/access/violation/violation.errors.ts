import { defineProblems } from '../../platform/index.ts'

export const violationProblems = defineProblems('access', {
  violationNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có vụ việc này',
      remedy: 'Kiểm tra lại địa chỉ; bạn chỉ xem được những vụ việc do chính bạn báo cáo.',
    },
    en: {
      title: 'There is no such violation',
      remedy: 'Check the address; you see those that you reported yourself.',
    },
  },
  violationSubjectNotFound: {
    kind: 'unprocessable',
    vi: {
      title: 'Không tìm thấy đối tượng “{subject}”',
      remedy: 'Kiểm tra lại tên tài khoản, mã bộ dữ liệu hoặc số quyền khai thác; nếu không rõ, chọn “Chưa xác định”.',
    },
    en: {
      title: 'There is no “{subject}”',
      remedy: 'Check the login, the code of the dataset or the number of the grant; if you cannot tell, say “unknown”.',
    },
  },
  violationEvidenceNotFound: {
    kind: 'unprocessable',
    vi: {
      title: 'Có vị trí nhật ký không tồn tại',
      remedy: 'Kiểm tra lại số bút toán hoặc mã lượt đọc đã nêu; bút toán mới cần ít giây mới có số.',
    },
    en: {
      title: 'A place in the journal does not exist',
      remedy:
        'Check the numbers of the entries and the ids of the reads; a new entry has its number after a few seconds.',
    },
  },
  violationEnded: {
    kind: 'conflict',
    vi: { title: 'Vụ việc đã kết thúc', remedy: 'Xem kết quả ở trang vụ việc; có tình tiết mới thì lập báo cáo mới.' },
    en: {
      title: 'The violation is decided',
      remedy: 'See its page for how; if there is something new, report it anew.',
    },
  },
  violationNotOpen: {
    kind: 'conflict',
    vi: { title: 'Vụ việc đã được thụ lý', remedy: 'Tải lại trang để xem ai đang xem xét.' },
    en: {
      title: 'The violation is under examination already',
      remedy: 'Load the page again to see who looks into it.',
    },
  },
  violationNotProposed: {
    kind: 'conflict',
    vi: {
      title: 'Chưa có đề xuất kết luận',
      remedy: 'Một người đề xuất trước kèm lý do; sau đó Ủy ban nhân dân Thành phố mới quyết định được.',
    },
    en: {
      title: 'No end has been proposed',
      remedy: 'Somebody proposes one first, with reasons; then the Committee can decide.',
    },
  },
  violationProposed: {
    kind: 'conflict',
    vi: { title: 'Đã có đề xuất kết luận', remedy: 'Chờ Ủy ban nhân dân Thành phố quyết định về đề xuất đang có.' },
    en: { title: 'An end is proposed already', remedy: "Wait for the Committee's word on it." },
  },
  ownViolation: {
    kind: 'forbidden',
    vi: { title: 'Không ai xử lý vụ việc về chính mình', remedy: 'Để một người khác có thẩm quyền thực hiện.' },
    en: { title: 'Nobody handles a violation of their own', remedy: 'Leave it to another person who may.' },
    clause: 'Điều 19.2',
  },
  ownUnitViolation: {
    kind: 'forbidden',
    vi: {
      title: 'Vụ việc này liên quan đến đơn vị của bạn',
      remedy: 'Để người có thẩm quyền ở đơn vị khác thực hiện.',
    },
    en: { title: 'The violation concerns your own unit', remedy: 'Leave it to somebody of another unit who may.' },
    clause: 'Điều 19.2',
  },
  ownViolationReport: {
    kind: 'forbidden',
    vi: { title: 'Người báo cáo không quyết định về báo cáo của mình', remedy: 'Để một người khác quyết định.' },
    en: { title: 'Who reported it does not decide on it', remedy: 'Leave the decision to another person.' },
    clause: 'Điều 19.2',
  },
  ownViolationProposal: {
    kind: 'forbidden',
    vi: {
      title: 'Kết luận phải do hai người',
      remedy: 'Người đề xuất không tự quyết định; để một người khác của Ủy ban nhân dân Thành phố quyết định.',
    },
    en: {
      title: 'An end takes two persons',
      remedy: 'Who proposed it does not decide; another person of the Committee does.',
    },
    clause: 'Điều 19.2',
  },
  violationInstrumentMissing: {
    kind: 'unprocessable',
    vi: {
      title: 'Hình thức xử lý này phải có văn bản',
      remedy: 'Đăng ký văn bản quyết định ở trang Văn bản rồi chọn văn bản đó; chỉ nhắc nhở mới không cần văn bản.',
    },
    en: {
      title: 'Such a measure is decided by an instrument',
      remedy: 'Register the instrument, then name it here; a reminder alone needs none.',
    },
    clause: 'Điều 19.2',
  },
  violationUnrestrained: {
    kind: 'conflict',
    vi: { title: 'Việc tạm khóa đã được gỡ', remedy: 'Không cần làm gì thêm.' },
    en: { title: 'The block is lifted already', remedy: 'Nothing more is needed.' },
  },
  incidentUndeclared: {
    kind: 'conflict',
    vi: {
      title: 'Vụ việc chưa được xác định là sự cố phải thông báo',
      remedy:
        'Ghi nhận sự cố trước: bản chất, phạm vi, biện pháp; hai thời hạn 24 giờ và 72 giờ tính từ lúc phát hiện.',
    },
    en: {
      title: 'It is not declared an incident that must be notified',
      remedy:
        'Declare it first: what happened, how far it reaches, what is done; the 24 and 72 hours run from its discovery.',
    },
  },
  incidentNoticeUnasked: {
    kind: 'conflict',
    vi: {
      title: 'Sự cố này không liên quan đến dữ liệu cá nhân',
      remedy: 'Nếu có, ghi nhận lại sự cố và đánh dấu có dữ liệu cá nhân.',
    },
    en: {
      title: 'No personal data is concerned',
      remedy: 'If some is, declare the incident again and say so.',
    },
  },
  incidentNoticeSent: {
    kind: 'conflict',
    vi: { title: 'Thông báo này đã được ghi là đã gửi', remedy: 'Xem nơi nhận và số văn bản ở trang vụ việc.' },
    en: {
      title: 'That notice is noted as sent',
      remedy: 'See on the page of the violation to whom, and under which number.',
    },
  },
  plantedKeyHeld: {
    kind: 'conflict',
    vi: {
      title: 'Khóa này là của một bản ghi có thật',
      remedy: 'Chọn một khóa không tồn tại: tra cứu khóa có thật là việc bình thường, không phải dấu hiệu vi phạm.',
    },
    en: {
      title: 'That key is of a real record',
      remedy: 'Choose one that does not exist: to look a real one up is ordinary work.',
    },
  },
  plantedKeyKnown: {
    kind: 'conflict',
    vi: { title: 'Khóa này đã được cài', remedy: 'Không cần làm gì thêm, hoặc chọn khóa khác.' },
    en: { title: 'That key is planted already', remedy: 'Nothing more is needed, or choose another.' },
  },
  plantedKeyNotFound: {
    kind: 'not-found',
    vi: { title: 'Không có khóa mồi này', remedy: 'Xem danh sách khóa mồi đang cài.' },
    en: { title: 'There is no such planted key', remedy: 'See the list of those that are planted.' },
  },
})
