/** What speaks against answering a review; part of the module's problems. */
export const reviewProblems = {
  reviewNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có đợt rà soát này',
      detail: 'Không tìm thấy đợt rà soát {review}.',
      remedy: 'Kiểm tra lại trong danh sách các đợt rà soát.',
    },
    en: {
      title: 'There is no such review',
      detail: 'Review {review} was not found.',
      remedy: 'Check the list of reviews.',
    },
  },
  reviewClosed: {
    kind: 'conflict',
    vi: {
      title: 'Đợt rà soát đã kết thúc',
      detail: 'Hạn trả lời của đợt rà soát {quarter} đã qua.',
      remedy: 'Tài khoản bị tạm ngưng vì không được xác nhận thì gửi đề nghị mở lại.',
    },
    en: {
      title: 'The review is closed',
      detail: 'The deadline of review {quarter} is over.',
      remedy: 'For an account that was suspended because nobody certified it, ask to resume it.',
    },
    clause: 'Điều 15.3',
  },
  reviewOpen: {
    kind: 'conflict',
    vi: {
      title: 'Chưa thể mở đợt rà soát',
      detail: 'Quý {quarter} đã có đợt rà soát, hoặc đang có một đợt chưa kết thúc.',
      remedy: 'Xem danh sách các đợt rà soát; đợt kế tiếp tự mở vào đầu quý sau.',
    },
    en: {
      title: 'No review can be opened now',
      detail: 'Quarter {quarter} has its review, or another one is open.',
      remedy: 'Look at the list of reviews; the next one opens by itself when the next quarter begins.',
    },
  },
  notInReview: {
    kind: 'unprocessable',
    vi: {
      title: 'Tài khoản không thuộc đợt rà soát này',
      detail: 'Đợt rà soát không có các tài khoản hoặc vai trò: {wrong}.',
      remedy: 'Tải lại danh sách rồi gửi lại.',
    },
    en: {
      title: 'The account is not in this review',
      detail: 'The review has no such accounts or roles: {wrong}.',
      remedy: 'Load the list again and send the answers anew.',
    },
  },
  notReviewer: {
    kind: 'forbidden',
    vi: {
      title: 'Không phải đơn vị do mình rà soát',
      remedy: 'Chỉ đầu mối của đơn vị, hoặc cơ quan điều phối, trả lời cho tài khoản của đơn vị.',
    },
    en: {
      title: 'You do not answer for this unit',
      remedy: 'Only the focal point of a unit, or the coordinating department, answers for its accounts.',
    },
    clause: 'Điều 15.3',
  },
  ownReview: {
    kind: 'conflict',
    vi: {
      title: 'Không tự xác nhận tài khoản của mình',
      remedy: 'Bỏ tài khoản của mình khỏi câu trả lời; cơ quan điều phối hoặc đầu mối khác sẽ xác nhận.',
    },
    en: {
      title: 'Nobody certifies their own account',
      remedy: 'Leave your own account out; the coordinating department or another focal point certifies it.',
    },
    clause: 'Điều 15.3',
  },
  reviewAnswered: {
    kind: 'conflict',
    vi: {
      title: 'Đã có người trả lời',
      detail: 'Các tài khoản sau đã được trả lời: {logins}.',
      remedy: 'Tải lại danh sách; các tài khoản còn lại vẫn giữ nguyên để gửi lại.',
    },
    en: {
      title: 'Somebody has answered already',
      detail: 'These accounts were answered for already: {logins}.',
      remedy: 'Load the list again; the others can be sent anew.',
    },
  },
} as const
