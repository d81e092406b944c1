/** Problems of focal points; the module's others are in `identity.errors.ts`. */
export const focalPointProblems = {
  focalPointNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có đầu mối này',
      detail: 'Không tìm thấy đầu mối {focalPoint}.',
      remedy: 'Kiểm tra lại trên trang của đơn vị.',
    },
    en: {
      title: 'There is no such focal point',
      detail: 'Focal point {focalPoint} was not found.',
      remedy: 'Look at the page of the unit.',
    },
  },
  focalPointTaken: {
    kind: 'conflict',
    vi: {
      title: 'Đơn vị đã có đầu mối trong thời gian này',
      detail: 'Mỗi đơn vị chỉ có một đầu mối cho mỗi vai trò vào một ngày; đã có đầu mối bắt đầu từ {day} hoặc sau đó.',
      remedy: 'Chọn ngày bắt đầu khác, hoặc đặt ngày kết thúc trước khi đầu mối kia bắt đầu.',
    },
    en: {
      title: 'The unit has a focal point then',
      detail: 'A unit has one focal point for each role at a date; there is one that begins on {day} or later.',
      remedy: 'Choose another first day, or an end before the other begins.',
    },
    clause: 'Điều 17.1',
  },
  focalPointStranger: {
    kind: 'unprocessable',
    vi: {
      title: 'Tài khoản không thuộc đơn vị này',
      detail: 'Đầu mối phải là tài khoản đang hoạt động của chính {unit}, hoặc một người được ghi nhận.',
      remedy: 'Chọn tài khoản của đơn vị, hoặc ghi tên và số điện thoại của lãnh đạo làm đầu mối.',
    },
    en: {
      title: 'The account is not of this unit',
      detail: 'A focal point is an active account of {unit} itself, or a recorded person.',
      remedy: 'Choose an account of the unit, or record the leader by name and phone number.',
    },
    clause: 'Điều 17.1',
  },
  focalPointPeriod: {
    kind: 'unprocessable',
    vi: {
      title: 'Ngày của đầu mối chưa đúng',
      detail: 'Ngày kết thúc phải sau ngày bắt đầu, và trong thời gian đầu mối còn hiệu lực.',
      remedy: 'Kiểm tra lại ngày bắt đầu và ngày kết thúc.',
    },
    en: {
      title: 'The days of the focal point are not right',
      detail: 'The end must come after the beginning, while the focal point is in force.',
      remedy: 'Check the first and the last day.',
    },
  },
} as const
