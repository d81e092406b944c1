import { defineProblems } from '../platform/index.ts'
import { uploadProblems } from './upload/upload.problems.ts'

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
  kindRefusesQuarantine: {
    kind: 'unprocessable',
    vi: {
      title: 'Loại dữ liệu này chỉ nhận tệp không có lỗi',
      detail: 'Bộ dữ liệu {dataset} phải đủ mọi dòng trong mỗi lần cập nhật, nên không giữ dòng lỗi lại để sửa sau.',
      remedy: 'Chọn từ chối cả tệp khi có lỗi, sửa các dòng lỗi rồi nộp lại.',
    },
    en: {
      title: 'This kind of data takes only files without faults',
      detail: '{dataset} must be whole at every update, so faulty rows cannot wait to be mended.',
      remedy: 'Choose that faults refuse the file, correct the rows and submit again.',
    },
    clause: 'Điều 3.5',
  },
  kindRefusesWithdrawal: {
    kind: 'unprocessable',
    vi: {
      title: 'Loại dữ liệu này không thu hồi đợt nộp',
      detail: 'Các hệ thống khác đã dùng bản đầy đủ của bộ {dataset}; bản trước không được khôi phục.',
      remedy: 'Nộp một tệp đầy đủ mới có nội dung đúng.',
    },
    en: {
      title: 'Submissions of this kind of data are not withdrawn',
      detail: 'Other systems already use the whole list {dataset}; an earlier one is not restored.',
      remedy: 'Submit a new whole file with the right content.',
    },
    clause: 'Điều 3.5',
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
  declined: {
    kind: 'conflict',
    vi: {
      title: 'Đơn vị nộp đã không xác nhận xóa',
      detail: 'Không có gì được ghi vào bộ dữ liệu {dataset}.',
      remedy: 'Kiểm tra xem tệp có đủ các dòng không rồi nộp lại.',
    },
    en: {
      title: 'Its sender declined the deletions',
      detail: 'Nothing was applied to {dataset}.',
      remedy: 'See whether the file holds all rows, then submit again.',
    },
  },
  notWaiting: {
    kind: 'conflict',
    vi: {
      title: 'Đợt nộp này không chờ xác nhận',
      remedy: 'Mở lại đợt nộp để xem trạng thái hiện nay.',
    },
    en: { title: 'The submission does not wait for confirmation', remedy: 'Open it again to see where it stands.' },
  },
  overtaken: {
    kind: 'conflict',
    vi: {
      title: 'Dữ liệu đã được cập nhật sau khi đợt nộp này dừng lại chờ',
      detail: 'Bộ dữ liệu {dataset} đã có lần cập nhật mới hơn; xác nhận bây giờ sẽ ghi đè dữ liệu mới bằng tệp cũ.',
      remedy: 'Không xác nhận đợt nộp này; nếu vẫn cần thì nộp lại tệp.',
    },
    en: {
      title: 'The data was updated after this submission began to wait',
      detail: '{dataset} has a newer update; confirming now would put an older file over it.',
      remedy: 'Decline this submission, and submit the file again if it is still what should stand.',
    },
  },
  notYours: {
    kind: 'forbidden',
    vi: {
      title: 'Việc này dành cho đơn vị đã nộp',
      detail: 'Đợt nộp vào bộ dữ liệu {dataset} là của đơn vị khác.',
      remedy: 'Nhờ đơn vị đã nộp thực hiện.',
    },
    en: {
      title: 'This is for the unit that submitted',
      detail: 'The submission to {dataset} is of another unit.',
      remedy: 'Ask the unit that submitted to do it.',
    },
    clause: 'Điều 11.2',
  },
  nothingToWithdraw: {
    kind: 'conflict',
    vi: {
      title: 'Đợt nộp này không có gì để thu hồi',
      detail: 'Chỉ thu hồi được đợt nộp đã làm thay đổi dữ liệu của bộ {dataset}.',
      remedy: 'Mở danh sách đợt nộp và chọn đợt đã thay đổi dữ liệu.',
    },
    en: {
      title: 'There is nothing to withdraw',
      detail: 'Only a submission that changed rows of {dataset} can be withdrawn.',
      remedy: 'Look at the list of submissions and choose one that changed rows.',
    },
  },
  convertedSince: {
    kind: 'conflict',
    vi: {
      title: 'Cấu trúc đã chuyển đổi sau đợt nộp này',
      detail: 'Các giá trị của bộ dữ liệu {dataset} đã được chuyển sang trường mới.',
      remedy: 'Nộp lại các dòng đúng theo cấu trúc hiện hành; trạng thái cũ vẫn xem được bằng asOf.',
    },
    en: {
      title: 'The structure was converted after this submission',
      detail: 'Values of dataset {dataset} were carried into new fields since.',
      remedy: 'Deliver the right rows in the current structure; the earlier state can be read with asOf.',
    },
  },

  alreadyWithdrawn: {
    kind: 'conflict',
    vi: {
      title: 'Đợt nộp này đã được thu hồi',
      detail: 'Đợt thu hồi: {withdrawal}.',
      remedy: 'Muốn lấy lại dữ liệu của đợt nộp này thì thu hồi chính đợt thu hồi đó.',
    },
    en: {
      title: 'The submission is already withdrawn',
      detail: 'It was withdrawn by {withdrawal}.',
      remedy: 'To have its rows back, withdraw that withdrawal.',
    },
  },
  quarantineNotYours: {
    kind: 'forbidden',
    vi: {
      title: 'Các dòng chờ sửa chỉ dành cho đơn vị nộp',
      detail: 'Các dòng này có chứa dữ liệu của bộ {dataset}.',
      remedy: 'Nhờ đơn vị đã nộp sửa các dòng này.',
    },
    en: {
      title: 'The rows that wait are for the submitting unit',
      detail: 'They hold data of the dataset {dataset}.',
      remedy: 'Ask the unit that submitted to mend them.',
    },
    clause: 'Điều 11.2',
  },
  quarantineRowMissing: {
    kind: 'not-found',
    vi: {
      title: 'Không có dòng chờ sửa này',
      detail: 'Các dòng không có trong danh sách chờ sửa của đợt nộp: {rows}.',
      remedy: 'Mở lại danh sách dòng chờ sửa.',
    },
    en: {
      title: 'There is no such row waiting',
      detail: 'These rows do not wait in the submission: {rows}.',
      remedy: 'Open the list of waiting rows again.',
    },
  },
  quarantineSettled: {
    kind: 'conflict',
    vi: {
      title: 'Có dòng đã được giải quyết ở đợt nộp khác',
      detail: 'Các dòng đã được giải quyết: {rows}. Phần sửa của những dòng này đã được bỏ.',
      remedy: 'Mở lại danh sách dòng chờ sửa, xem các dòng còn lại rồi gửi tiếp.',
    },
    en: {
      title: 'Some rows were settled by another submission',
      detail: 'These rows are settled: {rows}. What was typed over them was dropped.',
      remedy: 'Open the list of waiting rows again, look at what is left and send it.',
    },
  },
  continuationStale: {
    kind: 'conflict',
    vi: {
      title: 'Các dòng này đã được giải quyết ở đợt nộp khác',
      detail: 'Một đợt nộp khác vào bộ dữ liệu {dataset} đã giải quyết các dòng mà tệp này sửa; không có gì được ghi.',
      remedy: 'Mở lại danh sách dòng chờ sửa; chỉ gửi những dòng còn chờ.',
    },
    en: {
      title: 'These rows were settled by another submission',
      detail: 'Another submission to {dataset} settled rows that this file mends; nothing was applied.',
      remedy: 'Open the list of waiting rows again and send only those that still wait.',
    },
  },
  nothingMended: {
    kind: 'conflict',
    vi: {
      title: 'Chưa có dòng nào được sửa',
      detail: 'Đợt nộp vào bộ dữ liệu {dataset} không có dòng chờ nào được sửa hoặc bỏ.',
      remedy: 'Sửa hoặc bỏ ít nhất một dòng chờ rồi gửi lại.',
    },
    en: {
      title: 'No row has been mended',
      detail: 'The submission to {dataset} has no waiting row that was mended or discarded.',
      remedy: 'Mend or discard at least one waiting row, then send again.',
    },
  },
  nothingToMend: {
    kind: 'conflict',
    vi: {
      title: 'Đợt nộp này không có dòng chờ sửa',
      detail: 'Không có dòng nào của đợt nộp {continues} còn chờ sửa trong bộ dữ liệu {dataset}.',
      remedy: 'Kiểm tra lại mã đợt nộp; nếu các dòng đã được giải quyết thì không cần nộp nữa.',
    },
    en: {
      title: 'The submission has no rows waiting',
      detail: 'No row of the submission {continues} waits in the dataset {dataset}.',
      remedy: 'Check its id; if its rows are settled there is nothing left to send.',
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
