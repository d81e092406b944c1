import type { FieldFault, Language } from '../platform/index.ts'
import type { StructureFault, StructureRule } from './structure.ts'

/** What each broken rule means, and so what to correct. */
const structureRuleText: Readonly<Record<StructureRule, Readonly<Record<Language, string>>>> = {
  tooManyFields: { vi: 'Một bộ dữ liệu có tối đa 200 trường.', en: 'A dataset has at most 200 fields.' },
  nameForm: {
    vi: 'Tên trường gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ, tối đa 63 ký tự.',
    en: 'A field name has lower-case ASCII letters, digits and underscores, begins with a letter, at most 63 characters.',
  },
  nameRepeated: { vi: 'Tên trường này dùng hơn một lần.', en: 'The name is used more than once.' },
  noKey: {
    vi: 'Chưa có trường khóa; hãy chọn ít nhất một trường để phân biệt các dòng.',
    en: 'There is no key; choose at least one field that tells rows apart.',
  },
  keyOptional: { vi: 'Trường khóa phải là trường bắt buộc.', en: 'A key field must be required.' },
  keyType: {
    vi: 'Trường khóa phải có kiểu văn bản hoặc ngày: mã số để kiểu số sẽ mất các số 0 ở đầu.',
    en: 'A key field is a text or a date: as a number, a code would lose its leading zeros.',
  },
  keySensitive: {
    vi: 'Trường khóa không được là dữ liệu nhạy cảm; hãy dùng một mã khác làm khóa.',
    en: 'A key field cannot be sensitive; use another code as the key.',
  },
  territoryMany: {
    vi: 'Chỉ một trường được là trường địa bàn.',
    en: 'Only one field can be the territory.',
  },
  territoryType: {
    vi: 'Trường địa bàn chứa mã phường, xã nên phải có kiểu văn bản.',
    en: 'The territory field holds ward codes, so it must be a text.',
  },
  territorySensitive: {
    vi: 'Trường địa bàn không được là dữ liệu nhạy cảm.',
    en: 'The territory field cannot be sensitive.',
  },
  searchedType: {
    vi: 'Chỉ trường văn bản tìm được theo một phần nội dung.',
    en: 'Only a text is searched for its parts.',
  },
  indexedLength: {
    vi: 'Trường văn bản dùng để sắp xếp phải có độ dài tối đa, không quá 200.',
    en: 'A text that rows are sorted by needs a length, at most 200.',
  },
  lengthType: { vi: 'Chỉ trường văn bản có độ dài tối đa.', en: 'Only a text has a length.' },
  lengthRange: { vi: 'Độ dài tối đa từ 1 đến 1.000.000.', en: 'The length is between 1 and 1,000,000.' },
  patternType: { vi: 'Chỉ trường văn bản có mẫu.', en: 'Only a text has a pattern.' },
  patternForm: {
    vi: 'Mẫu chưa đúng, hoặc dùng cú pháp chưa hỗ trợ (tham chiếu ngược, nhìn trước/sau, \\w, \\s, \\b, lượng từ lười). Dùng [a-z], [0-9], {n,m}, nhóm và |.',
    en: 'The pattern is not valid, or uses what is not supported (back-references, look-around, \\w, \\s, \\b, lazy quantifiers). Use [a-z], [0-9], {n,m}, groups and |.',
  },
  checkType: {
    vi: 'Chỉ trường văn bản có phép kiểm tra gọi tên (mã số thuế, số định danh cá nhân, ngày chưa đủ).',
    en: 'Only a text has a named check (tax-code, personal-id, partial-date).',
  },
  rangeType: {
    vi: 'Chỉ số và ngày có giá trị nhỏ nhất, lớn nhất.',
    en: 'Only numbers and dates have a minimum and a maximum.',
  },
  rangeForm: {
    vi: 'Giá trị nhỏ nhất, lớn nhất phải đúng kiểu của trường (ngày viết theo dạng năm-tháng-ngày).',
    en: 'Minimum and maximum must be of the type of the field (dates as yyyy-mm-dd).',
  },
  rangeOrder: {
    vi: 'Giá trị nhỏ nhất không được lớn hơn giá trị lớn nhất.',
    en: 'The minimum cannot be greater than the maximum.',
  },
  codeListType: { vi: 'Chỉ trường văn bản dùng bảng mã.', en: 'Only a text uses a code list.' },
  codeListUnknown: {
    vi: 'Không có bảng mã này; hãy đăng ký bảng mã trước.',
    en: 'There is no such code list; register it first.',
  },
  referenceUnknown: {
    vi: 'Trường được tham chiếu phải là khóa duy nhất hoặc trường không trùng của một bộ dữ liệu đã có cấu trúc.',
    en: 'A reference points at the only key or a unique field of a dataset that has a structure.',
  },
  referenceType: {
    vi: 'Kiểu của trường phải giống kiểu của trường được tham chiếu.',
    en: 'The type must be that of the field it points at.',
  },
  geometryUnique: {
    vi: 'Trường hình (geometry) không thể là trường duy nhất, trường sắp xếp nhanh hay trường tham chiếu.',
    en: 'A geometry can be neither unique nor indexed nor a reference.',
  },
  personalPublic: {
    vi: 'Bộ dữ liệu công khai không được có dữ liệu cá nhân hay nhạy cảm; hãy bỏ trường này hoặc đổi mức phân loại.',
    en: 'A public dataset has no personal or sensitive fields; leave the field out or change the classification.',
  },
  kindPersonal: {
    vi: 'Loại dữ liệu này (danh mục dùng chung, dữ liệu mở) không có dữ liệu cá nhân hay nhạy cảm.',
    en: 'This kind of data (reference, open) has no personal or sensitive fields.',
  },
  kindReference: {
    vi: 'Loại dữ liệu này không được tham chiếu bộ dữ liệu thuộc loại đó; xem bảng các loại dữ liệu.',
    en: 'This kind of data does not point at a dataset of that kind; see the table of kinds.',
  },
  fieldRemoved: {
    vi: 'Trường này có trong phiên bản trước. Muốn ngừng dùng, ghi tên vào “retired”; muốn đổi tên, ghi tên cũ vào “from” của trường mới.',
    en: 'The field is in the version before. To end it, name it in `retired`; to rename it, name it as `from` of the new field.',
  },
  fieldRetyped: {
    vi: 'Không đổi được kiểu của trường đã có; hãy khai “convert” (trường cũ và cách chuyển) để giá trị được chuyển sang.',
    en: 'The type of an existing field cannot change; declare `convert` (the old field and the way) so that values are carried.',
  },
  mappingUnknown: {
    vi: 'Không có trường cũ này trong phiên bản trước; “from” phải là tên ở phiên bản đang dùng.',
    en: 'The version before has no such field; `from` is a name of the version in force.',
  },
  mappingTwice: {
    vi: 'Trường cũ này được dùng hai lần, hoặc vẫn còn được khai báo; mỗi trường cũ chỉ chuyển sang một trường mới.',
    en: 'The old field is used twice, or still declared; each old field goes to one new field.',
  },
  retiredUnknown: {
    vi: 'Không có trường này trong phiên bản trước nên không ngừng dùng được.',
    en: 'The version before has no such field to retire.',
  },
  retiredKept: {
    vi: 'Trường này vừa ngừng dùng vừa được khai báo; hãy bỏ một trong hai.',
    en: 'The field is retired and declared at once; leave one of them out.',
  },
  conversionType: {
    vi: 'Cách chuyển không cho ra kiểu của trường mới, hoặc không đọc được kiểu của trường cũ.',
    en: 'The way of converting does not give the type of the new field, or cannot read that of the old one.',
  },
  conversionTable: {
    vi: 'Bảng chuyển đổi chỉ dùng với “table”, có từ 1 đến 5.000 dòng, mỗi giá trị mới đúng kiểu của trường mới.',
    en: 'A table goes with `table` only, has 1 to 5,000 entries, and each new value is of the type of the new field.',
  },
  territoryDropped: {
    vi: 'Trường địa bàn không được mất: phường, xã chỉ xem dữ liệu của mình nhờ trường này. Hãy giữ lại hoặc chuyển sang trường địa bàn mới.',
    en: 'The territory cannot be lost: wards are kept to their own rows by it. Keep it, or convert it to a new territory field.',
  },
  fieldPointedAt: {
    vi: 'Bộ dữ liệu khác đang tham chiếu trường này nên không ngừng dùng, đổi kiểu hay bỏ tính không trùng được; tên cũ cũng không dùng cho trường khác được.',
    en: 'Other datasets point at the field, so it cannot be retired, retyped or lose its uniqueness, nor can its old name go to another field.',
  },
  keyChanged: {
    vi: 'Không đổi được khóa của bộ dữ liệu đã có cấu trúc; các dòng đã nhận được nhận biết theo khóa này.',
    en: 'The key of a dataset cannot change once declared; the rows already received are known by it.',
  },
}

/** The faults as the reader sees them. */
export function structureFaultTexts(faults: readonly StructureFault[], language: Language): FieldFault[] {
  return faults.map(({ rule, field }) => ({
    field: field === '' ? 'fields' : field,
    message: structureRuleText[rule][language],
  }))
}
