/** Problems of loads beside the file itself: rows that wait, deletions that are asked about, withdrawals. */
export const loadProblems = {
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
  sealed: {
    kind: 'conflict',
    vi: {
      title: 'Tệp bị dừng vì mang dấu hiệu bí mật nhà nước',
      detail:
        'Không có gì của tệp được đọc vào bộ dữ liệu {dataset}; tệp đã được mã hóa, niêm phong và không ai xem được. Ủy ban nhân dân Thành phố và cơ quan điều phối đã được báo.',
      remedy:
        'Không gửi lại tệp. Báo ngay người phụ trách bảo vệ bí mật nhà nước của đơn vị và giữ nguyên bản gốc. Nếu là nhầm lẫn, nêu rõ lý do với cơ quan điều phối; khi hai người có thẩm quyền cùng đồng ý, đợt nộp tự đi tiếp.',
    },
    en: {
      title: 'The file was stopped: it bears a mark of state secrets',
      detail:
        'Nothing of it was read into {dataset}; it is encrypted under seal, and nobody can look at it. The Committee and the coordinator have been told.',
      remedy:
        "Do not send it again. Tell your unit's officer for the protection of state secrets at once and keep the original as it is. If it is a mistake, say why to the coordinator; once two persons agree, the submission goes on by itself.",
    },
    clause: 'Điều 1.2',
  },
  uploadSealed: {
    kind: 'conflict',
    vi: {
      title: 'Tệp bị dừng vì mang dấu hiệu bí mật nhà nước',
      detail:
        'Tệp đã được mã hóa, niêm phong và không ai xem được. Ủy ban nhân dân Thành phố và cơ quan điều phối đã được báo; sự cố số {incident}.',
      remedy:
        'Không gửi lại tệp. Báo ngay người phụ trách bảo vệ bí mật nhà nước của đơn vị và giữ nguyên bản gốc. Nếu là nhầm lẫn, nêu rõ lý do với cơ quan điều phối; khi hai người có thẩm quyền cùng đồng ý, đơn vị tiếp tục từ trang của sự cố.',
    },
    en: {
      title: 'The file was stopped: it bears a mark of state secrets',
      detail:
        'It is encrypted under seal, and nobody can look at it. The Committee and the coordinator have been told; incident {incident}.',
      remedy:
        "Do not send it again. Tell your unit's officer for the protection of state secrets at once and keep the original as it is. If it is a mistake, say why to the coordinator; once two persons agree, go on from the page of the incident.",
    },
    clause: 'Điều 1.2',
  },
  exportsHeld: {
    kind: 'conflict',
    vi: {
      title: 'Tạm dừng xuất bộ dữ liệu này',
      detail: 'Bộ dữ liệu {dataset} có tệp mang dấu hiệu bí mật nhà nước đang chờ xử lý.',
      remedy: 'Chờ Ủy ban nhân dân Thành phố và cơ quan điều phối kết luận rồi xuất lại; có thể hỏi cơ quan điều phối.',
    },
    en: {
      title: 'Exports of this dataset are stopped for now',
      detail: 'A file of {dataset} bears a mark of state secrets, and what it is has not been decided yet.',
      remedy: 'Ask again once the Committee and the coordinator have decided; the coordinator can tell how it stands.',
    },
    clause: 'Điều 1.2',
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
  withdrawalConflict: {
    kind: 'conflict',
    vi: {
      title: 'Thu hồi sẽ làm dữ liệu sai quy tắc',
      detail:
        'Khôi phục lại thì bộ dữ liệu {dataset} có giá trị lặp, hoặc có dòng trỏ tới dòng không còn; dữ liệu đang có không thay đổi.',
      remedy: 'Nộp phần thay đổi để sửa các dòng liên quan trước, rồi thu hồi lại; hoặc nộp một tệp đầy đủ mới.',
    },
    en: {
      title: 'The withdrawal would break the rules of the data',
      detail:
        'With it {dataset} would hold a value twice, or rows that point at none; the data in force did not change.',
      remedy: 'Change the rows concerned first and withdraw again, or submit a new whole file.',
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
} as const
