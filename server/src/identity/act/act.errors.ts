/** Problems of acts that change units; the module's others are in `identity.errors.ts`. */
export const actProblems = {
  actNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có quyết định thay đổi này',
      detail: 'Không tìm thấy quyết định thay đổi tổ chức {act}.',
      remedy: 'Kiểm tra lại trong danh sách quyết định thay đổi tổ chức.',
    },
    en: {
      title: 'There is no such act',
      detail: 'Act {act} was not found.',
      remedy: 'Check the list of acts.',
    },
  },
  actInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Quyết định không thực hiện được',
      detail: 'Với ngày có hiệu lực {day}, có {count} chỗ chưa đúng. Chưa có gì thay đổi.',
      remedy: 'Xem danh sách lỗi kèm theo, sửa từng chỗ rồi gửi lại.',
    },
    en: {
      title: 'The act cannot be carried out',
      detail: 'Taking effect on {day}, {count} parts of it are not valid. Nothing was changed.',
      remedy: 'Read the list of errors, correct each one and send it again.',
    },
    clause: 'Điều 2',
  },
  actContradicted: {
    kind: 'conflict',
    vi: {
      title: 'Quyết định trái với những gì đã có',
      detail: 'Ngày có hiệu lực là {day}; có {count} điều trái với quyết định này. Chưa có gì thay đổi.',
      remedy: 'Xem từng điều kèm theo; chọn ngày có hiệu lực muộn hơn hoặc đơn vị kế thừa phù hợp.',
    },
    en: {
      title: 'The act contradicts what is there',
      detail: 'It takes effect on {day}; {count} facts stand against it. Nothing was changed.',
      remedy: 'Look at each of them; choose a later day or a successor that can take over.',
    },
    clause: 'Điều 2',
  },
  actMeetsAnother: {
    kind: 'conflict',
    vi: {
      title: 'Đơn vị đang chờ một quyết định khác có hiệu lực',
      detail: 'Quyết định “{other}” (có hiệu lực từ {day}) cũng thay đổi: {units}.',
      remedy: 'Chờ quyết định đó có hiệu lực, hoặc rút lại rồi xác nhận quyết định này.',
    },
    en: {
      title: 'Another act waits to take effect on the same unit',
      detail: 'The act “{other}” (in effect from {day}) also changes: {units}.',
      remedy: 'Wait until it has taken effect, or withdraw it and confirm this one.',
    },
  },
  actEffectChanged: {
    kind: 'conflict',
    vi: {
      title: 'Tác động đã khác với lúc bạn xem',
      detail: 'Từ khi bạn xem bản dự kiến, dữ liệu của các đơn vị đã thay đổi.',
      remedy: 'Xem lại danh sách tác động rồi xác nhận lại.',
    },
    en: {
      title: 'The effect is no longer what you saw',
      detail: 'What the units hold has changed since you looked at the preview.',
      remedy: 'Look at the list of effects again, then confirm.',
    },
  },
  actNotOpen: {
    kind: 'conflict',
    vi: {
      title: 'Quyết định không còn thay đổi được',
      detail: 'Quyết định “{act}” đang ở trạng thái: {state}.',
      remedy: 'Muốn thay đổi tiếp, hãy lập quyết định mới.',
    },
    en: {
      title: 'The act can no longer be changed',
      detail: 'The act “{act}” is {state}.',
      remedy: 'To change units further, prepare a new act.',
    },
  },
  actInstrumentNotInForce: {
    kind: 'unprocessable',
    vi: {
      title: 'Văn bản chưa được ký vào ngày có hiệu lực',
      detail: 'Văn bản {number} ký ngày {signedOn}, sau ngày có hiệu lực {day} của việc thay đổi.',
      remedy: 'Kiểm tra lại số văn bản và ngày có hiệu lực.',
    },
    en: {
      title: 'The instrument was not signed by that day',
      detail: 'Instrument {number} was signed on {signedOn}, after the day {day} the act takes effect.',
      remedy: 'Check the number of the instrument and the day.',
    },
  },
  functionNotHeld: {
    kind: 'unprocessable',
    vi: {
      title: 'Đơn vị không có mã hoặc nhiệm vụ này',
      detail: 'Vào ngày {day}, {unit} không có: {missing}.',
      remedy: 'Xem lại mã định danh và nhiệm vụ trên trang của đơn vị.',
    },
    en: {
      title: 'The unit has no such identifier or function',
      detail: 'On {day}, {unit} does not have: {missing}.',
      remedy: 'Look at the identifiers and functions on the page of the unit.',
    },
  },
} as const
