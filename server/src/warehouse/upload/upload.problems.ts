/** What can be wrong with an upload and with how a file is to be read; part of the module's problems. */
export const uploadProblems = {
  uploadNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có tệp tải lên này',
      detail: 'Tệp tải lên dở được giữ 24 giờ và chỉ đơn vị đã tải thấy được.',
      remedy: 'Tải lại tệp từ đầu.',
    },
    en: {
      title: 'There is no such upload',
      detail: 'An unfinished upload is kept for 24 hours and shown to its own unit only.',
      remedy: 'Upload the file again from its beginning.',
    },
  },
  uploadUnnamed: {
    kind: 'invalid',
    vi: {
      title: 'Chưa nói rõ tệp sắp tải lên',
      detail: 'Cần Upload-Length là số byte, và Upload-Metadata có dataset là mã bộ dữ liệu.',
      remedy: 'Bổ sung hai tiêu đề này rồi gửi lại.',
    },
    en: {
      title: 'The upload does not say what it is',
      detail: 'Upload-Length must be its bytes, and Upload-Metadata must name the dataset.',
      remedy: 'Send both headers.',
    },
  },
  uploadIncomplete: {
    kind: 'conflict',
    vi: {
      title: 'Tệp chưa tải lên xong',
      detail: 'Mới nhận {received} trong {bytes} byte.',
      remedy: 'Tải tiếp phần còn lại rồi thử lại.',
    },
    en: {
      title: 'The upload is not complete',
      detail: '{received} of {bytes} bytes have arrived.',
      remedy: 'Upload the rest and try again.',
    },
  },
  sheetUndecided: {
    kind: 'invalid',
    vi: {
      title: 'Chưa rõ nộp trang tính nào',
      detail:
        'Nhiều trang tính của tệp khớp cấu trúc như nhau: {sheets}. Nộp nhầm trang có thể xóa dữ liệu của trang kia.',
      remedy: 'Chọn trang tính ở bước xem trước, hoặc ghi tên trang vào “sheet” của cách đọc tệp.',
    },
    en: {
      title: 'It is not clear which sheet is submitted',
      detail:
        'Several sheets of the file fit the structure equally well: {sheets}. Submitting the wrong one could delete the data of the other.',
      remedy: 'Choose the sheet in the preview, or name it as “sheet” in the way the file is read.',
    },
  },
  profileInvalid: {
    kind: 'invalid',
    vi: {
      title: 'Cách đọc tệp chưa đúng',
      detail: 'Không dùng được mục “{setting}” với giá trị {value}.',
      remedy:
        'Mỗi cột chọn một trường có trong cấu trúc, mỗi trường một cột; dấu ngăn hàng nghìn khác dấu thập phân. Sửa mục này, hoặc chọn lại ở phần xem trước của tệp.',
    },
    en: {
      title: 'The reading profile is not valid',
      detail: 'The setting “{setting}” cannot be {value}.',
      remedy:
        "Each column names one field of the structure, each field has one column; the thousands mark is not the decimal mark. Mend this setting, or choose anew in the file's preview.",
    },
  },
} as const
