import { defineProblems } from '../platform/index.ts'

export const catalogueProblems = defineProblems('catalogue', {
  datasetNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có bộ dữ liệu này',
      detail: 'Không tìm thấy bộ dữ liệu {dataset}.',
      remedy: 'Kiểm tra lại mã, hoặc tìm trong danh mục dữ liệu dùng chung.',
    },
    en: {
      title: 'There is no such dataset',
      detail: 'Dataset {dataset} was not found.',
      remedy: 'Check the code, or search the catalogue.',
    },
  },
  datasetExists: {
    kind: 'conflict',
    vi: {
      title: 'Mã bộ dữ liệu đã được dùng',
      detail: 'Bộ dữ liệu {dataset} đã được đăng ký.',
      remedy: 'Chọn mã khác; nếu là cùng một bộ dữ liệu, hãy cập nhật bộ đã có.',
    },
    en: {
      title: 'The code is taken',
      detail: 'Dataset {dataset} is registered already.',
      remedy: 'Choose another code; if it is the same dataset, revise the existing one.',
    },
  },
  notYourDataset: {
    kind: 'forbidden',
    vi: {
      title: 'Bộ dữ liệu thuộc đơn vị khác',
      detail: 'Đơn vị cung cấp của bộ dữ liệu {dataset} là {provider}.',
      remedy: 'Đề nghị đơn vị cung cấp hoặc cơ quan điều phối thực hiện.',
    },
    en: {
      title: 'The dataset belongs to another unit',
      detail: 'The provider of dataset {dataset} is {provider}.',
      remedy: 'Ask the provider or the coordinating department to do it.',
    },
    clause: 'Điều 10',
  },
  openNotPublic: {
    kind: 'unprocessable',
    vi: {
      title: 'Dữ liệu mở phải là dữ liệu công khai',
      remedy: 'Đổi mức phân loại thành công khai, hoặc chọn loại dữ liệu khác.',
    },
    en: { title: 'Open data must be public', remedy: 'Change the classification to public, or choose another kind.' },
    clause: 'Điều 3.6',
  },
  secrecyMarked: {
    kind: 'unprocessable',
    vi: {
      title: 'Không tiếp nhận bí mật nhà nước',
      detail: 'Nội dung khai báo của bộ dữ liệu {dataset} mang dấu hiệu bí mật nhà nước ở {marks} chỗ.',
      remedy:
        'Bí mật nhà nước không thuộc kho dữ liệu dùng chung: không gửi tiếp, báo người phụ trách bảo vệ bí mật nhà nước của đơn vị. Nếu chỉ là cách đặt tên, hãy đặt lại tên rồi gửi lại.',
    },
    en: {
      title: 'State secrets are not taken',
      detail: 'What is declared of dataset {dataset} bears marks of state secrets in {marks} places.',
      remedy:
        "State secrets are outside the shared warehouse: send nothing more and tell your unit's officer for the protection of state secrets. If it is only a matter of wording, choose other words and send it again.",
    },
    clause: 'Điều 1.2',
  },
  kindForbids: {
    kind: 'unprocessable',
    vi: {
      title: 'Loại dữ liệu không cho phép như vậy',
      detail: 'Bộ dữ liệu {dataset} thuộc loại “{name}”; có {faults} chỗ không đúng với loại này.',
      remedy: 'Sửa từng chỗ trong danh sách kèm theo, hoặc chọn loại dữ liệu khác; bảng các loại ở /catalogue/kinds.',
    },
    en: {
      title: 'The kind of data does not allow this',
      detail: 'Dataset {dataset} is “{name}”; {faults} facts do not fit that kind.',
      remedy: 'Correct what is listed, or choose another kind; the table of kinds is at /catalogue/kinds.',
    },
    clause: 'Điều 3',
  },
  kindRefusesLoad: {
    kind: 'unprocessable',
    vi: {
      title: 'Bộ dữ liệu không nhận cách nộp này',
      detail:
        'Bộ dữ liệu {dataset} thuộc loại “{name}”, hình thức cập nhật {updateMethod}; các cách nộp được nhận: {loads}.',
      remedy: 'Chọn một trong các cách nộp đó rồi nộp lại; bảng các loại dữ liệu ở /catalogue/kinds.',
    },
    en: {
      title: 'The dataset does not take such a load',
      detail: 'Dataset {dataset} is “{name}”, updated by {updateMethod}; it takes these loads: {loads}.',
      remedy: 'Choose one of them and send the file again; the table of kinds is at /catalogue/kinds.',
    },
    clause: 'Điều 9',
  },
  personalNotPublic: {
    kind: 'unprocessable',
    vi: {
      title: 'Bộ dữ liệu có dữ liệu cá nhân không thể công khai',
      detail: 'Cấu trúc có các trường dữ liệu cá nhân hoặc nhạy cảm: {fields}.',
      remedy:
        'Giữ mức phân loại nội bộ hoặc hạn chế; muốn công khai, hãy lập bộ dữ liệu riêng không có các trường này.',
    },
    en: {
      title: 'A dataset with personal data cannot be public',
      detail: 'The structure has personal or sensitive fields: {fields}.',
      remedy: 'Keep it internal or confidential; to publish, make a dataset of its own without these fields.',
    },
  },
  structureInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Cấu trúc dữ liệu chưa đúng',
      detail: 'Cấu trúc của bộ dữ liệu {dataset} có {faults} lỗi.',
      remedy: 'Sửa từng lỗi trong danh sách kèm theo rồi gửi lại cả cấu trúc.',
    },
    en: {
      title: 'The structure is not valid',
      detail: 'The structure of dataset {dataset} has {faults} faults.',
      remedy: 'Correct each fault listed and send the whole structure again.',
    },
  },
  documentNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có tài liệu này',
      detail: 'Bộ dữ liệu {dataset} không có tài liệu {document}.',
      remedy: 'Xem danh sách tài liệu của bộ dữ liệu.',
    },
    en: {
      title: 'There is no such document',
      detail: 'Dataset {dataset} has no document {document}.',
      remedy: 'Look at the list of documents of the dataset.',
    },
  },
  documentSuperseded: {
    kind: 'conflict',
    vi: {
      title: 'Tài liệu đã có bản thay thế',
      detail: 'Tài liệu {document} đã được thay bằng {by}.',
      remedy: 'Thay thế bản mới nhất: dùng mã {by} ở supersedes.',
    },
    en: {
      title: 'The document has a newer version',
      detail: 'Document {document} was superseded by {by}.',
      remedy: 'Supersede the newest version: name {by} in supersedes.',
    },
  },
  documentTooLarge: {
    kind: 'too-large',
    vi: {
      title: 'Tài liệu quá lớn',
      detail: 'Tài liệu có tối đa {maximum} MB.',
      remedy: 'Chia tài liệu thành nhiều tệp; dữ liệu thì nộp bằng đường nộp dữ liệu.',
    },
    en: {
      title: 'The document is too large',
      detail: 'A document has at most {maximum} MB.',
      remedy: 'Split it; data is delivered as a submission.',
    },
  },
  documentTypeMismatch: {
    kind: 'unprocessable',
    vi: {
      title: 'Tệp không đúng loại đã khai',
      detail: 'Nội dung tệp rỗng hoặc không phải {mediaType}.',
      remedy: 'Chọn đúng loại tệp (PDF, DOCX, XLSX, ODT, ODS, ZIP, PNG, JPEG, văn bản) rồi gửi lại.',
    },
    en: {
      title: 'The file is not of the type it was said to be',
      detail: 'The file is empty or is no {mediaType}.',
      remedy: 'Name the right type (PDF, DOCX, XLSX, ODT, ODS, ZIP, PNG, JPEG, text) and send it again.',
    },
  },
  datasetEnded: {
    kind: 'conflict',
    vi: {
      title: 'Bộ dữ liệu đã đóng hoặc đã lưu trữ',
      detail: 'Bộ dữ liệu {dataset} đang ở trạng thái {stage} nên không thay đổi được.',
      remedy:
        'Nếu bộ dữ liệu chỉ mới đóng, mở lại bằng một văn bản khác rồi thực hiện; đã lưu trữ thì lập bộ dữ liệu mới.',
    },
    en: {
      title: 'The dataset is closed or archived',
      detail: 'Dataset {dataset} is {stage}, so it does not change.',
      remedy: 'If it is only closed, reopen it by another instrument; if it is archived, register a new dataset.',
    },
    clause: 'Điều 5.2',
  },
  retirementRepeated: {
    kind: 'conflict',
    vi: {
      title: 'Bộ dữ liệu đã ở trạng thái này',
      detail: 'Bộ dữ liệu {dataset} đang ở trạng thái {stage}.',
      remedy: 'Không cần làm gì thêm; xem các lần đóng, lưu trữ, mở lại của bộ dữ liệu.',
    },
    en: {
      title: 'The dataset stands there already',
      detail: 'Dataset {dataset} is {stage}.',
      remedy: 'Nothing more is needed; look at the acts of the dataset.',
    },
  },
  retirementTooEarly: {
    kind: 'conflict',
    vi: {
      title: 'Phải đóng trước khi lưu trữ',
      detail: 'Bộ dữ liệu {dataset} đang hoạt động.',
      remedy: 'Đóng bộ dữ liệu trước (stage closed), báo các đơn vị khai thác, rồi lưu trữ.',
    },
    en: {
      title: 'A dataset is closed before it is archived',
      detail: 'Dataset {dataset} is active.',
      remedy: 'Close it first (stage closed), tell the units that use it, then archive it.',
    },
    clause: 'Điều 5.2',
  },
  archivedForGood: {
    kind: 'conflict',
    vi: {
      title: 'Bộ dữ liệu đã lưu trữ thì không mở lại',
      detail: 'Bộ dữ liệu {dataset} đã được lưu trữ.',
      remedy: 'Lập bộ dữ liệu mới nếu cần tiếp tục cập nhật.',
    },
    en: {
      title: 'An archived dataset stays archived',
      detail: 'Dataset {dataset} is archived.',
      remedy: 'Register a new dataset if the data is to go on.',
    },
    clause: 'Điều 5.2',
  },
  reopeningSameInstrument: {
    kind: 'unprocessable',
    vi: {
      title: 'Mở lại phải bằng văn bản khác',
      detail: 'Văn bản {number} chính là văn bản đã đóng bộ dữ liệu {dataset}.',
      remedy: 'Đăng ký văn bản cho phép mở lại rồi dùng văn bản đó.',
    },
    en: {
      title: 'Reopening takes another instrument',
      detail: 'Instrument {number} is the one that closed dataset {dataset}.',
      remedy: 'Register the instrument that reopens it and name that one.',
    },
  },
  stillPointedAt: {
    kind: 'conflict',
    vi: {
      title: 'Bộ dữ liệu khác còn tham chiếu đến bộ này',
      detail: 'Các bộ dữ liệu còn tham chiếu {dataset}: {datasets}.',
      remedy: 'Bỏ hoặc chuyển các trường tham chiếu đó trước, rồi lưu trữ.',
    },
    en: {
      title: 'Other datasets still point at this one',
      detail: 'These datasets point at {dataset}: {datasets}.',
      remedy: 'Retire or convert those fields first, then archive.',
    },
  },
  structurePending: {
    kind: 'conflict',
    vi: {
      title: 'Đang chuyển dữ liệu sang cấu trúc mới',
      detail: 'Bộ dữ liệu {dataset} có một phiên bản cấu trúc đang chờ chuyển xong các dòng.',
      remedy: 'Chờ vài phút cho việc chuyển kết thúc, xem danh sách phiên bản cấu trúc, rồi khai báo lại.',
    },
    en: {
      title: 'Rows are being carried into a new structure',
      detail: 'A structure version of dataset {dataset} waits until its rows are carried.',
      remedy: 'Wait a few minutes, look at the list of structure versions, then declare again.',
    },
  },
  structureUnfit: {
    kind: 'conflict',
    vi: {
      title: 'Có giá trị không chuyển được sang trường mới',
      detail: 'Trong {rows} dòng của bộ dữ liệu {dataset}, {values} giá trị không chuyển được; chưa có gì thay đổi.',
      remedy: 'Xem ví dụ kèm theo: sửa các giá trị đó bằng một lần nộp, hoặc đổi cách chuyển, rồi khai báo lại.',
    },
    en: {
      title: 'Some values cannot be carried into the new field',
      detail: 'Of {rows} rows of dataset {dataset}, {values} values cannot be carried; nothing has changed.',
      remedy: 'See the examples: correct the values by a delivery, or declare another way, then declare again.',
    },
  },
  structureNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có phiên bản cấu trúc này',
      detail: 'Bộ dữ liệu không có phiên bản cấu trúc {version}.',
      remedy: 'Xem danh sách các phiên bản cấu trúc của bộ dữ liệu.',
    },
    en: {
      title: 'There is no such structure version',
      detail: 'The dataset has no structure version {version}.',
      remedy: 'Look at the list of structure versions.',
    },
  },
  versionNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có phiên bản danh mục này',
      detail: 'Không tìm thấy phiên bản danh mục {version}.',
      remedy: 'Xem danh sách các phiên bản danh mục đã ban hành.',
    },
    en: {
      title: 'There is no such catalogue version',
      detail: 'Catalogue version {version} was not found.',
      remedy: 'Look at the list of promulgated versions.',
    },
    clause: 'Điều 9',
  },
  versionNotLater: {
    kind: 'conflict',
    vi: {
      title: 'Ngày hiệu lực phải sau phiên bản trước',
      detail: 'Phiên bản danh mục {latest} có hiệu lực từ {effectiveFrom}.',
      remedy: 'Chọn ngày có hiệu lực sau ngày đó.',
    },
    en: {
      title: 'The version must begin after the one before',
      detail: 'Catalogue version {latest} is in force from {effectiveFrom}.',
      remedy: 'Choose a later day.',
    },
    clause: 'Điều 9',
  },
  instrumentNotInForce: {
    kind: 'unprocessable',
    vi: {
      title: 'Văn bản chưa có hoặc đã hết hiệu lực vào ngày này',
      detail: 'Văn bản {number} không có hiệu lực vào ngày {effectiveFrom}.',
      remedy: 'Chọn ngày trong thời gian văn bản có hiệu lực, hoặc chọn văn bản khác.',
    },
    en: {
      title: 'The instrument is not in force on that day',
      detail: 'Instrument {number} is not in force on {effectiveFrom}.',
      remedy: 'Choose a day on which the instrument is in force, or another instrument.',
    },
    clause: 'Điều 9',
  },
  factsMissing: {
    kind: 'unprocessable',
    vi: {
      title: 'Có bộ dữ liệu chưa đủ thông tin để ban hành',
      detail: 'Các bộ dữ liệu sau còn thiếu thông tin: {datasets}.',
      remedy: 'Đề nghị đơn vị cung cấp bổ sung các mục nêu kèm theo, hoặc bỏ bộ dữ liệu ra khỏi lần ban hành này.',
    },
    en: {
      title: 'Some datasets lack facts',
      detail: 'These datasets are not complete: {datasets}.',
      remedy: 'Ask the providers to add what is listed, or leave the datasets out of this promulgation.',
    },
    clause: 'Điều 9',
  },
})
