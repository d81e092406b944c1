import { defineProblems } from '../../platform/index.ts'

export const purposeProblems = defineProblems('access', {
  purposeNotFound: {
    kind: 'not-found',
    vi: { title: 'Không có mục đích “{code}”', remedy: 'Chọn một mục đích trong danh mục mục đích khai thác.' },
    en: { title: 'There is no purpose “{code}”', remedy: 'Choose one from the register of purposes.' },
  },
  purposeExists: {
    kind: 'conflict',
    vi: { title: 'Mã “{code}” đã có mục đích khác mang', remedy: 'Chọn mã khác; mã đã dùng không dùng lại.' },
    en: { title: 'The code “{code}” is taken', remedy: 'Choose another one; a code is never used again.' },
  },
  purposeRetired: {
    kind: 'conflict',
    vi: { title: 'Mục đích “{code}” đã thôi dùng', remedy: 'Không cần làm gì thêm.' },
    en: { title: 'The purpose “{code}” was retired already', remedy: 'Nothing more is needed.' },
  },
  purposeFunctionUnknown: {
    kind: 'unprocessable',
    vi: {
      title: 'Có chức năng không thuộc đơn vị nào: {functions}',
      remedy:
        'Mở trang của đơn vị để lấy đúng mã chức năng; đơn vị chưa khai báo chức năng thì khai báo bằng quyết định trước.',
    },
    en: {
      title: 'Some functions belong to no unit: {functions}',
      remedy: "Take the id from the unit's page; where a unit has declared no function, an act declares it first.",
    },
  },
  purposeNotOfficial: {
    kind: 'unprocessable',
    vi: {
      title: 'Mục đích cá nhân, thương mại không thuộc phạm vi quản lý của đơn vị nào',
      remedy:
        'Bỏ chọn “thuộc phạm vi của mọi đơn vị”; mỗi lần dùng cần Ủy ban nhân dân Thành phố cho phép bằng văn bản.',
    },
    en: {
      title: 'Personal and commercial ends are in no unit’s remit',
      remedy: "Do not mark it common; each such use needs the City People's Committee's written permission.",
    },
    clause: 'Điều 11.3',
  },
})
