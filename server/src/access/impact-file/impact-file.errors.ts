import { defineProblems } from '../../platform/index.ts'

export const impactProblems = defineProblems('access', {
  impactFileForeign: {
    kind: 'forbidden',
    vi: {
      title: 'Hồ sơ này do đơn vị cung cấp lập',
      detail: '“{dataset}” do {provider} cung cấp.',
      remedy: 'Đề nghị {provider} lập hoặc xác nhận hồ sơ.',
    },
    en: {
      title: 'The provider writes this file',
      detail: '“{dataset}” is provided by {provider}.',
      remedy: 'Ask {provider} to write or confirm the file.',
    },
  },
  impactFileNeedless: {
    kind: 'conflict',
    vi: {
      title: 'Bộ dữ liệu này không có dữ liệu cá nhân',
      detail: 'Cấu trúc của “{dataset}” không khai báo trường cá nhân hay nhạy cảm nào.',
      remedy: 'Không phải lập hồ sơ; nếu có trường cá nhân, khai báo lại cấu trúc trước.',
    },
    en: {
      title: 'The dataset has no personal data',
      detail: 'The structure of “{dataset}” declares no personal or sensitive field.',
      remedy: 'No file is needed; if a field is personal, declare the structure anew first.',
    },
  },
  impactFileUnwritten: {
    kind: 'conflict',
    vi: {
      title: 'Chưa có bản nào để xác nhận',
      remedy: 'Soạn hồ sơ trước; nếu vừa có bản mới hơn, tải lại trang rồi xác nhận bản đó.',
    },
    en: {
      title: 'There is no version to confirm',
      remedy: 'Write the file first; if somebody wrote a newer one, reload and confirm that.',
    },
  },
})
