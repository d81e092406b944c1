import { defineProblems } from '../platform/index.ts'

export const referenceProblems = defineProblems('reference', {
  codeListNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có bảng mã này',
      detail: 'Không tìm thấy bảng mã {list}.',
      remedy: 'Kiểm tra lại tên trong danh sách bảng mã.',
    },
    en: {
      title: 'There is no such code list',
      detail: 'Code list {list} was not found.',
      remedy: 'Check the name in the list of code lists.',
    },
  },
  codeListExists: {
    kind: 'conflict',
    vi: {
      title: 'Bảng mã đã có',
      detail: 'Bảng mã {list} đã được đăng ký.',
      remedy: 'Thêm phiên bản mới vào bảng mã này, hoặc chọn tên khác.',
    },
    en: {
      title: 'The code list exists',
      detail: 'Code list {list} is registered already.',
      remedy: 'Add a version to it, or choose another name.',
    },
  },
  versionNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Bảng mã không có phiên bản này',
      detail: 'Bảng mã {list} không có phiên bản {version}.',
      remedy: 'Xem các phiên bản của bảng mã rồi chọn lại.',
    },
    en: {
      title: 'The code list has no such version',
      detail: 'Code list {list} has no version {version}.',
      remedy: 'Look at the versions of the list and choose one.',
    },
  },
  noVersionInForce: {
    kind: 'not-found',
    vi: {
      title: 'Bảng mã chưa có hiệu lực vào ngày này',
      detail: 'Bảng mã {list} không có phiên bản nào có hiệu lực ngày {at}.',
      remedy: 'Chọn ngày khác, hoặc nêu phiên bản cần xem.',
    },
    en: {
      title: 'The code list is not in force on that day',
      detail: 'Code list {list} has no version in force on {at}.',
      remedy: 'Choose another day, or name the version.',
    },
  },
  entryNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có mã này',
      detail: 'Bảng mã {list} không có mã {entry} vào ngày {at}.',
      remedy: 'Kiểm tra lại mã; mã cũ có thể chỉ có hiệu lực đến một ngày trước đó (tham số at).',
    },
    en: {
      title: 'There is no such code',
      detail: 'Code list {list} has no code {entry} on {at}.',
      remedy: 'Check the code; an old one may have been in force on an earlier day (parameter at).',
    },
  },
  entryUnknown: {
    kind: 'not-found',
    vi: {
      title: 'Chưa từng có mã này',
      detail: 'Không phiên bản nào của bảng mã {list} có mã {entry}.',
      remedy: 'Kiểm tra lại mã, hoặc tìm theo tên trong bảng mã.',
    },
    en: {
      title: 'There never was such a code',
      detail: 'No version of code list {list} has code {entry}.',
      remedy: 'Check the code, or search the list by name.',
    },
  },
  versionExists: {
    kind: 'conflict',
    vi: {
      title: 'Phiên bản đã có',
      detail: 'Bảng mã {list} đã có phiên bản {version}.',
      remedy: 'Đặt tên khác cho phiên bản mới; phiên bản đã có không sửa được.',
    },
    en: {
      title: 'The version exists',
      detail: 'Code list {list} has version {version} already.',
      remedy: 'Give the new version another name; an existing one cannot be changed.',
    },
  },
  versionNotLater: {
    kind: 'conflict',
    vi: {
      title: 'Ngày hiệu lực phải sau phiên bản trước',
      detail: 'Phiên bản mới nhất của bảng mã {list} có hiệu lực từ {latest}.',
      remedy: 'Chọn ngày có hiệu lực sau ngày đó; các phiên bản được thêm theo thứ tự thời gian.',
    },
    en: {
      title: 'The version must begin after the one before',
      detail: 'The newest version of code list {list} is in force from {latest}.',
      remedy: 'Choose a later day; versions are added in order of time.',
    },
  },
  entriesInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Tệp bảng mã có lỗi',
      detail: 'Có {faults} lỗi; chưa có gì được ghi nhận.',
      remedy: 'Sửa các lỗi trong danh sách kèm theo (tối đa 100 lỗi đầu) rồi nộp lại cả tệp.',
    },
    en: {
      title: 'The entries have faults',
      detail: 'There are {faults} faults; nothing was taken over.',
      remedy: 'Correct the faults listed (the first 100) and send the whole file again.',
    },
  },
})
