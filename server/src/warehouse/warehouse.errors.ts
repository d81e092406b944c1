import { defineProblems } from '../platform/index.ts'

export const warehouseProblems = defineProblems('warehouse', {
  submissionNotFound: {
    kind: 'not-found',
    vi: { title: 'Không có đợt nộp này', remedy: 'Kiểm tra lại mã đợt nộp, hoặc mở danh sách đợt nộp của đơn vị.' },
    en: { title: 'There is no such submission', remedy: "Check its id, or open your unit's list of submissions." },
  },
  noticeNotFound: {
    kind: 'not-found',
    vi: { title: 'Không có thông báo này', remedy: 'Mở lại danh sách thông báo của đơn vị.' },
    en: { title: 'There is no such notice', remedy: "Open your unit's list of notices again." },
  },
  reportNotYours: {
    kind: 'forbidden',
    vi: {
      title: 'Báo cáo lỗi chỉ dành cho đơn vị nộp',
      detail: 'Báo cáo lỗi có chứa dữ liệu của bộ {dataset}.',
      remedy: 'Nhờ đơn vị đã nộp gửi báo cáo cho bạn.',
    },
    en: {
      title: 'The report of faults is for the submitting unit',
      detail: 'It holds data of the dataset {dataset}.',
      remedy: 'Ask the unit that submitted for it.',
    },
    clause: 'Điều 11.2',
  },
  fileTooLarge: {
    kind: 'too-large',
    vi: {
      title: 'Tệp quá lớn',
      detail: 'Một đợt nộp nhận tối đa {maximum} byte.',
      remedy: 'Nhờ cơ quan điều phối nâng giới hạn. Đừng chia tệp: mỗi đợt nộp thay toàn bộ dữ liệu của đợt trước.',
    },
    en: {
      title: 'The file is too large',
      detail: 'One submission takes at most {maximum} bytes.',
      remedy:
        'Ask the coordinating department to raise the limit. Do not split the file: each load replaces all of the one before.',
    },
  },
  uploadBroken: {
    kind: 'invalid',
    vi: {
      title: 'Tệp chưa tải lên trọn vẹn',
      detail: 'Kết nối bị ngắt giữa chừng nên chưa có gì được nhận.',
      remedy: 'Kiểm tra đường truyền rồi nộp lại tệp.',
    },
    en: {
      title: 'The upload broke off',
      detail: 'The connection ended too soon; nothing was taken in.',
      remedy: 'Check the connection and submit the file again.',
    },
  },
  structureMissing: {
    kind: 'conflict',
    vi: {
      title: 'Bộ dữ liệu chưa có cấu trúc',
      remedy: 'Khai báo cấu trúc của bộ dữ liệu trước khi nộp hoặc đọc dữ liệu.',
    },
    en: {
      title: 'The dataset has no structure yet',
      remedy: 'Declare its structure before submitting or reading data.',
    },
  },
  partialLoadMissing: {
    kind: 'conflict',
    vi: {
      title: 'Chưa nhận được hình thức nộp phần thay đổi',
      detail: 'Danh mục quy định bộ dữ liệu {dataset} nộp phần thay đổi, nhưng hệ thống hiện chỉ nhận nộp toàn bộ.',
      remedy:
        'Đề nghị ban hành hình thức nộp toàn bộ cho bộ dữ liệu này; chưa có gì được nhận và dữ liệu đang có còn nguyên.',
    },
    en: {
      title: 'Loads of changes only are not taken yet',
      detail: 'The catalogue says that dataset {dataset} is updated by changes; only full loads are taken so far.',
      remedy: 'Ask for full loads to be promulgated for it. Nothing was taken in and the data in force stays as it is.',
    },
    clause: 'Điều 9',
  },
  processingFailed: {
    kind: 'unavailable',
    vi: {
      title: 'Hệ thống không xử lý được đợt nộp',
      detail: 'Tệp gốc vẫn được giữ; dữ liệu đang có không thay đổi.',
      remedy: 'Nộp lại; nếu vẫn lỗi, báo cơ quan điều phối kèm mã đợt nộp.',
    },
    en: {
      title: 'The submission could not be processed',
      detail: 'The file is kept; the data in force did not change.',
      remedy: 'Submit again; if it fails again, report the id of the submission.',
    },
  },
  storageExhausted: {
    kind: 'unavailable',
    vi: {
      title: 'Hệ thống hết chỗ khi xử lý đợt nộp',
      detail: 'Tệp gốc vẫn được giữ; dữ liệu đang có không thay đổi.',
      remedy: 'Báo cơ quan điều phối. Khi hệ thống có thêm chỗ, hãy nộp lại tệp.',
    },
    en: {
      title: 'There was no room left to process the submission',
      detail: 'The file is kept; the data in force did not change.',
      remedy: 'Tell the coordinating department. Submit again once there is room.',
    },
  },
  recordNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có bản ghi này',
      detail: 'Bộ dữ liệu {dataset} không có bản ghi với khóa đã cho trong phạm vi bạn được đọc.',
      remedy: 'Kiểm tra lại khóa, giữ nguyên các số 0 ở đầu.',
    },
    en: {
      title: 'There is no such record',
      detail: 'Dataset {dataset} has no record with that key within what you may read.',
      remedy: 'Check the key and keep its leading zeros.',
    },
  },
  unknownState: {
    kind: 'invalid',
    vi: {
      title: 'Không có trạng thái dữ liệu này',
      detail: 'Bộ dữ liệu không có trạng thái nào ứng với “{asOf}”.',
      remedy:
        'Ghi số của một lần cập nhật có trong các đợt nộp, hoặc một thời điểm kể từ lần cập nhật đầu tiên, như 2026-07-01T00:00:00+07:00.',
    },
    en: {
      title: 'There is no such state of the data',
      detail: 'The dataset has no state for “{asOf}”.',
      remedy:
        'Give the number of an update from its submissions, or an instant since the first one, like 2026-07-01T00:00:00+07:00.',
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
  unknownField: {
    kind: 'invalid',
    vi: {
      title: 'Không có trường này',
      detail: 'Bộ dữ liệu không có trường {field}, hoặc bạn không được đọc trường đó.',
      remedy: 'Dùng một trong các trường: {fields}.',
    },
    en: {
      title: 'There is no such field',
      detail: 'The dataset has no field {field}, or you may not read it.',
      remedy: 'Use one of: {fields}.',
    },
  },
  invalidFilter: {
    kind: 'invalid',
    vi: {
      title: 'Điều kiện lọc chưa đúng',
      detail: 'Không hiểu điều kiện lọc {filter}.',
      remedy:
        'Viết filter=trường:phép:giá trị, với phép là eq, ne, lt, le, gt, ge, in, prefix, contains hoặc null; hoặc where= dạng JSON ghép bằng and, or, not.',
    },
    en: {
      title: 'The filter is not valid',
      detail: 'The filter {filter} is not understood.',
      remedy:
        'Write filter=field:operator:value with eq, ne, lt, le, gt, ge, in, prefix, contains or null; or where= as JSON joined by and, or, not.',
    },
  },
  invalidFilterValue: {
    kind: 'invalid',
    vi: {
      title: 'Giá trị lọc sai kiểu',
      detail: 'Trường {field} cần giá trị kiểu {type}.',
      remedy: 'Sửa giá trị: ngày viết yyyy-mm-dd, số viết bằng chữ số với dấu chấm thập phân.',
    },
    en: {
      title: 'The value of the filter has the wrong type',
      detail: 'The field {field} takes a value of type {type}.',
      remedy: 'Write days as yyyy-mm-dd and numbers in digits with a decimal point.',
    },
  },
})
