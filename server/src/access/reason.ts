import type { Language } from '../platform/index.ts'

export type ReasonCode =
  | 'notInForce'
  | 'structureMissing'
  | 'notProvider'
  | 'providerRoleMissing'
  | 'submitsOwnData'
  | 'readRoleMissing'
  | 'readsOwnData'
  | 'publicData'
  | 'namedConsumer'
  | 'groupConsumer'
  | 'notAmongConsumers'
  | 'territoryMissing'
  | 'ownTerritoryOnly'
  | 'sensitiveWithheld'
  | 'purposeMissing'
  | 'datasetClosed'
  | 'datasetArchived'
  | 'readsArchivedData'
  | 'auditsArchivedData'

type Texts = Readonly<Record<Language, string>>

/** Why a decision is as it is, and what the reader can do next. */
export interface Reason extends Texts {
  readonly code: ReasonCode
  readonly remedy: Texts
}

const askForConsent: Texts = {
  vi: 'Nếu công việc của đơn vị cần dữ liệu này, hãy gửi văn bản đề nghị Ủy ban nhân dân Thành phố đồng ý, qua cơ quan điều phối.',
  en: "If your unit's work needs this data, ask the City People's Committee for its consent in writing, through the coordinating department.",
}
const askCoordinator: Texts = {
  vi: 'Dùng tài khoản có vai trò phù hợp, hoặc đề nghị cơ quan điều phối cấp.',
  en: 'Use an account with the right role, or ask the coordinating department for one.',
}
const nothing: Texts = { vi: 'Không cần làm gì thêm.', en: 'Nothing more is needed.' }

/** `{dataset}`, `{provider}` and `{unit}` are replaced by their names. */
export const reasonTexts: Readonly<Record<ReasonCode, { readonly text: Texts; readonly remedy: Texts }>> = {
  notInForce: {
    text: {
      vi: 'Bộ dữ liệu “{dataset}” không có trong danh mục dữ liệu dùng chung đang có hiệu lực.',
      en: '“{dataset}” has no row in the catalogue in force.',
    },
    remedy: {
      vi: 'Đơn vị cung cấp đề nghị Ủy ban nhân dân Thành phố đưa bộ dữ liệu vào danh mục; sau khi danh mục có hiệu lực thì dùng được.',
      en: "The provider asks the City People's Committee to promulgate it; once the catalogue is in force it can be used.",
    },
  },
  structureMissing: {
    text: {
      vi: 'Bộ dữ liệu “{dataset}” chưa khai báo cấu trúc.',
      en: '“{dataset}” has no declared structure.',
    },
    remedy: {
      vi: 'Đơn vị cung cấp ({provider}) khai báo cấu trúc trước.',
      en: 'Its provider ({provider}) declares the structure first.',
    },
  },
  notProvider: {
    text: {
      vi: 'Theo danh mục đang có hiệu lực, đơn vị cung cấp “{dataset}” là {provider}, không phải {unit}.',
      en: 'By the catalogue in force the provider of “{dataset}” is {provider}, not {unit}.',
    },
    remedy: {
      vi: 'Chuyển dữ liệu cho đơn vị cung cấp để nộp; nếu việc phân công đã đổi, đề nghị cơ quan điều phối trình sửa danh mục.',
      en: 'Hand the data to the provider; if the assignment has changed, ask the coordinating department to have the catalogue amended.',
    },
  },
  providerRoleMissing: {
    text: {
      vi: 'Tài khoản này không có vai trò cung cấp dữ liệu của {unit}.',
      en: 'This account does not have the role of provider in {unit}.',
    },
    remedy: askCoordinator,
  },
  submitsOwnData: {
    text: { vi: '{unit} là đơn vị cung cấp “{dataset}”.', en: '{unit} is the provider of “{dataset}”.' },
    remedy: nothing,
  },
  readRoleMissing: {
    text: {
      vi: 'Vai trò của tài khoản này không bao gồm khai thác dữ liệu; điều phối và giám sát chỉ xem danh mục và nhật ký.',
      en: 'The roles of this account do not include using data; coordination and oversight see the catalogue and the journal.',
    },
    remedy: askCoordinator,
  },
  readsOwnData: {
    text: {
      vi: '{unit} là đơn vị cung cấp “{dataset}” nên được xem toàn bộ.',
      en: '{unit} is the provider of “{dataset}” and sees all of it.',
    },
    remedy: nothing,
  },
  publicData: {
    text: { vi: '“{dataset}” là dữ liệu công khai.', en: '“{dataset}” is public.' },
    remedy: nothing,
  },
  namedConsumer: {
    text: {
      vi: 'Danh mục đang có hiệu lực nêu tên {unit} là đơn vị được khai thác “{dataset}”.',
      en: 'The catalogue in force names {unit} among the units that may use “{dataset}”.',
    },
    remedy: nothing,
  },
  groupConsumer: {
    text: {
      vi: '{unit} thuộc nhóm đơn vị được khai thác “{dataset}” theo danh mục đang có hiệu lực.',
      en: '{unit} belongs to a group of units that may use “{dataset}” by the catalogue in force.',
    },
    remedy: nothing,
  },
  notAmongConsumers: {
    text: {
      vi: '{unit} không thuộc các đơn vị được khai thác “{dataset}” theo danh mục đang có hiệu lực; đây là dữ liệu ngoài phạm vi quản lý của đơn vị.',
      en: '{unit} is not among the units that may use “{dataset}” by the catalogue in force; the data lies beyond its remit.',
    },
    remedy: askForConsent,
  },
  territoryMissing: {
    text: {
      vi: 'Phường, xã chỉ được xem dữ liệu của địa bàn mình, nhưng {unit} chưa có mã địa bàn trong hệ thống.',
      en: 'A ward reads the data of its own territory, but no territory is registered for {unit}.',
    },
    remedy: {
      vi: 'Đề nghị cơ quan điều phối bổ sung mã địa bàn cho đơn vị.',
      en: 'Ask the coordinating department to register the territory of the unit.',
    },
  },
  ownTerritoryOnly: {
    text: {
      vi: '{unit} chỉ được xem các dòng thuộc địa bàn của mình.',
      en: '{unit} sees the rows of its own territory only.',
    },
    remedy: askForConsent,
  },
  sensitiveWithheld: {
    text: {
      vi: 'Các trường dữ liệu nhạy cảm không được cung cấp cho đơn vị không được nêu tên riêng trong danh mục.',
      en: 'Sensitive fields are withheld from units that the catalogue does not name singly.',
    },
    remedy: askForConsent,
  },
  datasetClosed: {
    text: {
      vi: '“{dataset}” đã đóng theo văn bản, không nhận thêm dữ liệu.',
      en: '“{dataset}” was closed by an instrument and takes no more deliveries.',
    },
    remedy: {
      vi: 'Xem văn bản đã đóng bộ dữ liệu; nếu cần tiếp tục cập nhật, {provider} mở lại bằng một văn bản khác.',
      en: 'See the instrument that closed it; if it is to go on, {provider} reopens it by another instrument.',
    },
  },
  datasetArchived: {
    text: {
      vi: '“{dataset}” đã được lưu trữ: chỉ {provider} và cơ quan giám sát còn xem được.',
      en: '“{dataset}” is archived: only {provider} and auditors still read it.',
    },
    remedy: {
      vi: 'Dùng bộ dữ liệu thay thế nếu có, hoặc liên hệ {provider}.',
      en: 'Use the dataset that took its place, if any, or turn to {provider}.',
    },
  },
  readsArchivedData: {
    text: { vi: '{unit} xem dữ liệu đã lưu trữ của mình.', en: '{unit} reads its own archived data.' },
    remedy: nothing,
  },
  auditsArchivedData: {
    text: {
      vi: 'Cơ quan giám sát được xem “{dataset}” đã lưu trữ để kiểm tra, không gồm dữ liệu nhạy cảm.',
      en: 'Auditors read the archived “{dataset}” to check it, without sensitive fields.',
    },
    remedy: nothing,
  },
  purposeMissing: {
    text: {
      vi: '“{dataset}” là dữ liệu hạn chế, hoặc thuộc công việc riêng của một cơ quan, một ngành: mỗi lần khai thác phải nêu mục đích phục vụ công vụ.',
      en: '“{dataset}” is confidential, or belongs to the work of one agency or sector: every use must state its official purpose.',
    },
    remedy: {
      vi: 'Nêu mục đích (tham số purpose) rồi gọi lại; mục đích được ghi vào nhật ký khai thác.',
      en: 'State the purpose (parameter purpose) and call again; it is kept in the log of reads.',
    },
  },
}
