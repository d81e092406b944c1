import { defineProblems } from '../platform/index.ts'
import { loadProblems } from './loads.errors.ts'
import { readingProblems } from './reading.errors.ts'
import { uploadProblems } from './upload/upload.problems.ts'

export const warehouseProblems = defineProblems('warehouse', {
  ...loadProblems,
  ...readingProblems,
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
      remedy:
        'Nhờ cơ quan điều phối nâng giới hạn. Nếu chia tệp, hãy nộp các phần dưới dạng phần thay đổi: mỗi lần nộp toàn bộ thay mọi dữ liệu đã có.',
    },
    en: {
      title: 'The file is too large',
      detail: 'One submission takes at most {maximum} bytes.',
      remedy:
        'Ask the coordinating department to raise the limit. If you split the file, send its parts as loads of changes: each full load replaces all there was.',
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
  ...uploadProblems,
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
  rightWithdrawn: {
    kind: 'forbidden',
    vi: {
      title: 'Quyền nộp không còn khi dữ liệu sắp được ghi',
      detail: 'Tài khoản đã nộp không còn được nộp vào bộ dữ liệu {dataset}; dữ liệu đang có không thay đổi.',
      remedy: 'Nhờ tài khoản còn quyền của đơn vị cung cấp nộp lại tệp, hoặc hỏi cơ quan điều phối.',
    },
    en: {
      title: 'The right to submit ended before the rows came into force',
      detail: 'The account that submitted may no longer submit to {dataset}; the data in force did not change.',
      remedy: 'Have an account of the providing unit submit the file again, or ask the coordinating department.',
    },
    clause: 'Điều 10',
  },
  structureChanged: {
    kind: 'conflict',
    vi: {
      title: 'Cấu trúc đã thay đổi sau khi nộp',
      detail: 'Tệp được nộp theo phiên bản cấu trúc trước của bộ dữ liệu {dataset}; dữ liệu đang có không thay đổi.',
      remedy: 'Xem cấu trúc hiện hành, sửa tệp cho khớp rồi nộp lại.',
    },
    en: {
      title: 'The structure changed after the file was sent',
      detail: 'The file answers to an earlier structure of {dataset}; the data in force did not change.',
      remedy: 'Look at the current structure, fit the file to it and submit again.',
    },
  },
  conversionUnfit: {
    kind: 'conflict',
    vi: {
      title: 'Có giá trị không chuyển được sang cấu trúc mới',
      detail:
        'Một đợt nộp được ghi sau khi khai báo đã mang vào bộ dữ liệu {dataset} giá trị không chuyển được; cấu trúc cũ vẫn được dùng.',
      remedy: 'Khai báo lại cấu trúc với dryRun=true để xem các giá trị đó, sửa chúng, rồi khai báo lại.',
    },
    en: {
      title: 'Some values cannot be carried into the new structure',
      detail:
        'A delivery applied after the declaration brought values into dataset {dataset} that cannot be carried; the old structure stays in force.',
      remedy: 'Declare the structure again with dryRun=true to see them, correct them, then declare again.',
    },
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
