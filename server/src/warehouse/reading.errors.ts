/** What speaks against reading rows in a form, and against exports; part of the module's problems. */
export const readingProblems = {
  fieldMasked: {
    kind: 'unprocessable',
    vi: {
      title: 'Trường {field} chỉ được xem dưới dạng đã che',
      detail: 'Không lọc, sắp xếp hay tìm theo giá trị đã che, vì làm vậy sẽ lộ giá trị thật.',
      remedy: 'Bỏ trường này khỏi filter, where và sort; cần giá trị thật thì đề nghị điều chỉnh quyền khai thác.',
    },
    en: {
      title: 'Field {field} is shown masked',
      detail: 'Nothing is filtered, sorted or searched by values that are masked: that would tell them.',
      remedy: 'Leave it out of filter, where and sort; for the values themselves, ask for the grant to be amended.',
    },
    clause: 'Điều 18.2',
  },
  keysWithheld: {
    kind: 'forbidden',
    vi: {
      title: 'Không tra cứu được từng bản ghi của bộ dữ liệu {dataset}',
      detail:
        'Bạn không được xem nguyên giá trị các trường làm khóa, nên không tra theo khóa và không theo dõi thay đổi được.',
      remedy: 'Đọc theo danh sách; cần tra theo khóa thì đề nghị được xem các trường làm khóa.',
    },
    en: {
      title: 'Single records of dataset {dataset} cannot be looked up',
      detail: 'You do not see the key fields as they are, so records are neither found by key nor followed.',
      remedy: 'Read page by page; to look records up, ask for the key fields.',
    },
    clause: 'Điều 11.2',
  },
  exportNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có tệp kết xuất này',
      remedy: 'Xem danh sách tệp kết xuất của đơn vị; tệp hết hạn thì tạo lại.',
    },
    en: { title: 'There is no such export', remedy: "Look at your unit's exports; make one that has expired again." },
  },
  exportNotReady: {
    kind: 'conflict',
    vi: {
      title: 'Tệp kết xuất chưa sẵn sàng',
      detail: 'Trạng thái hiện tại: {state}.',
      remedy: 'Đợi đến khi trạng thái là done; nếu đã hỏng hoặc đã hủy thì tạo lại.',
    },
    en: {
      title: 'The export is not ready',
      detail: 'Its state is {state}.',
      remedy: 'Wait until it is done; when it failed or was cancelled, ask for it again.',
    },
  },
  exportExpired: {
    kind: 'not-found',
    vi: { title: 'Tệp kết xuất đã hết hạn', remedy: 'Tạo lại tệp kết xuất với cùng điều kiện.' },
    en: { title: 'The export has expired', remedy: 'Ask for it again with the same question.' },
  },
  exportWithdrawn: {
    kind: 'forbidden',
    vi: {
      title: 'Bạn không còn được đọc mọi dữ liệu trong tệp này',
      detail: 'Quyền đọc bộ dữ liệu {dataset} đã thay đổi từ khi tệp được tạo.',
      remedy: 'Tạo lại tệp kết xuất; tệp mới chỉ có những gì bạn được đọc hiện nay.',
    },
    en: {
      title: 'You may no longer read all that is in this file',
      detail: 'The right to read dataset {dataset} has changed since it was made.',
      remedy: 'Ask for the export again; the new file holds what you may read now.',
    },
    clause: 'Điều 11.2',
  },
  exportBeyondVolume: {
    kind: 'rate-limited',
    vi: {
      title: 'Tệp có nhiều dòng hơn số còn được đọc trong ngày',
      detail: 'Số dòng được đọc mỗi ngày theo quyền khai thác không đủ cho tệp này.',
      remedy:
        'Thêm điều kiện cho ít dòng hơn, hoặc tạo lại vào ngày khác; cần nhiều hơn thì đề nghị điều chỉnh quyền khai thác.',
    },
    en: {
      title: 'The file has more rows than may be read today',
      detail: 'The rows a day that the grant opens do not suffice for this file.',
      remedy: 'Ask for fewer rows, or on another day; for more, ask for the grant to be amended.',
    },
    clause: 'Điều 11.2',
  },
  exportFailed: {
    kind: 'unavailable',
    vi: {
      title: 'Không tạo được tệp kết xuất',
      remedy: 'Tạo lại; nếu vẫn lỗi, báo cơ quan điều phối kèm mã kết xuất.',
    },
    en: {
      title: 'The export could not be written',
      remedy: 'Ask again; if it fails again, report the id of the export.',
    },
  },
  exportsTooMany: {
    kind: 'rate-limited',
    vi: {
      title: 'Đơn vị đang có quá nhiều tệp kết xuất chưa xong',
      detail: 'Mỗi đơn vị có tối đa {most} tệp đang chờ hoặc đang tạo.',
      remedy: 'Đợi một tệp xong, hoặc hủy bớt rồi tạo lại.',
    },
    en: {
      title: 'Too many exports are under way',
      detail: 'A unit has at most {most} that wait or are being written.',
      remedy: 'Wait for one to end, or cancel one, and ask again.',
    },
  },
  noGeometry: {
    kind: 'invalid',
    vi: {
      title: 'Không có trường vị trí',
      detail: 'GeoJSON cần một trường kiểu geometry trong số các trường được đọc.',
      remedy: 'Chọn định dạng khác, hoặc thêm trường vị trí vào select nếu bộ dữ liệu có.',
    },
    en: {
      title: 'There is no geometry',
      detail: 'GeoJSON takes a field of type geometry among the fields that are read.',
      remedy: 'Ask for another format, or add the field to select where the dataset has one.',
    },
  },
  structureWithoutScope: {
    kind: 'invalid',
    vi: {
      title: 'Không đọc được theo phiên bản cấu trúc này',
      detail: 'Phiên bản {version} chưa có trường địa bàn để giới hạn những dòng bạn được đọc.',
      remedy: 'Bỏ tham số structure để đọc theo cấu trúc hiện hành.',
    },
    en: {
      title: 'Not readable in this version of the structure',
      detail: 'Version {version} has no field that tells which rows you may read.',
      remedy: 'Leave structure out to read in the structure of now.',
    },
    clause: 'Điều 11.2',
  },
  proofNotReady: {
    kind: 'unavailable',
    vi: {
      title: 'Chưa có bằng chứng cho bản ghi này',
      detail: 'Mục nhật ký của lần cập nhật chưa có chỗ trong cây Merkle.',
      remedy: 'Gọi lại sau vài giây.',
    },
    en: {
      title: 'There is no proof of this record yet',
      detail: 'The journal entry of its update has no place in the tree yet.',
      remedy: 'Call again in a few seconds.',
    },
  },
} as const
