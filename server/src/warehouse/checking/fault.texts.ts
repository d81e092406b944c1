import type { Language } from '../../platform/index.ts'
import type { Rule } from './rule.ts'

interface RuleText {
  /** About all rows that break the rule: {count}, {title}, {expected}. */
  readonly summary: string
  /** About one cell. */
  readonly cell: string
}

/** What to say of each rule, and so how to mend it. */
export const ruleTexts: Readonly<Record<Rule, Readonly<Record<Language, RuleText>>>> = {
  empty: {
    vi: { summary: 'Tệp rỗng. Hãy chọn lại tệp có dữ liệu rồi nộp lại.', cell: 'Tệp rỗng.' },
    en: { summary: 'The file is empty. Choose a file with data and submit it again.', cell: 'The file is empty.' },
  },
  encoding: {
    vi: {
      summary:
        'Tệp dùng bảng mã chưa đọc được: {value}. Hãy chuyển sang Unicode (UTF-8) rồi nộp lại; không có gì được đổi ngầm.',
      cell: 'Bảng mã của tệp chưa đọc được.',
    },
    en: {
      summary:
        'The file is in an encoding that is not read: {value}. Convert it to Unicode (UTF-8) and submit it again; nothing is converted in silence.',
      cell: 'The encoding of the file is not read.',
    },
  },
  unreadable: {
    vi: {
      summary: 'Không đọc được tệp: {value}.',
      cell: 'Không đọc được tệp.',
    },
    en: {
      summary: 'The file cannot be read: {value}.',
      cell: 'The file cannot be read.',
    },
  },
  notText: {
    vi: {
      summary:
        'Có {count} dòng chứa ký tự không phải văn bản UTF-8: byte sai, ký tự điều khiển hoặc nửa ký tự. Với bảng tính, hãy lưu dưới dạng CSV UTF-8; với JSON, hãy sửa chương trình ghi tệp rồi nộp lại.',
      cell: 'Dòng này có ký tự không phải văn bản UTF-8.',
    },
    en: {
      summary:
        '{count} rows hold what is no UTF-8 text: wrong bytes, control characters or half a character. Save a spreadsheet as CSV UTF-8; for JSON, mend the program that writes it. Then submit again.',
      cell: 'This row holds what is no UTF-8 text.',
    },
  },
  notObject: {
    vi: {
      summary:
        'Có {count} mục không phải đối tượng JSON. Mỗi dòng dữ liệu phải là một đối tượng gồm tên trường và giá trị.',
      cell: 'Mục này không phải đối tượng JSON.',
    },
    en: {
      summary: '{count} items are no JSON objects. Each row must be one object of field names and values.',
      cell: 'This item is no JSON object.',
    },
  },
  header: {
    vi: {
      summary: 'Dòng tiêu đề chưa khớp cấu trúc: {expected}. Hãy sửa tên cột cho đúng rồi nộp lại.',
      cell: 'Dòng tiêu đề chưa khớp cấu trúc.',
    },
    en: {
      summary: 'The header does not fit the structure: {expected}. Correct the column names and submit again.',
      cell: 'The header does not fit the structure.',
    },
  },
  noRows: {
    vi: {
      summary: 'Tệp chỉ có dòng tiêu đề. Nộp toàn bộ mà không có dòng nào sẽ xóa hết dữ liệu, nên tệp không được nhận.',
      cell: 'Tệp chỉ có dòng tiêu đề.',
    },
    en: {
      summary: 'The file has a header and no rows. A full load without rows would delete everything, so it is refused.',
      cell: 'The file has a header only.',
    },
  },
  quote: {
    vi: {
      summary:
        'Có {count} dòng đặt dấu ngoặc kép chưa đúng. Mỗi dấu " mở phải có dấu " đóng; dấu " trong ô viết thành ""; ô có xuống dòng phải đặt trong ngoặc kép.',
      cell: 'Dấu ngoặc kép mở hoặc đóng chưa đúng chỗ.',
    },
    en: {
      summary:
        '{count} rows have a misplaced quote. Each opening " needs a closing one; a " inside a cell is written ""; a cell with a line end must stand in quotes.',
      cell: 'A quote is opened or closed in the wrong place.',
    },
  },
  tooLong: {
    vi: {
      summary: 'Có {count} dòng dài quá 1 MB. Thường là do thiếu dấu ngoặc kép đóng ở dòng đó.',
      cell: 'Dòng dài quá 1 MB.',
    },
    en: {
      summary: '{count} rows are longer than 1 MB, mostly for want of a closing quote.',
      cell: 'Longer than 1 MB.',
    },
  },
  fieldCount: {
    vi: {
      summary:
        'Có {count} dòng thừa hoặc thiếu ô so với dòng tiêu đề. Trong CSV, ô có dấu phân cách phải đặt trong ngoặc kép; trong bảng tính, ô có dữ liệu phải nằm dưới một tiêu đề.',
      cell: 'Số ô của dòng khác dòng tiêu đề.',
    },
    en: {
      summary:
        '{count} rows have more or fewer cells than the header. In CSV a cell with the delimiter must stand in quotes; in a workbook a cell with data must stand under a heading.',
      cell: 'The number of cells differs from the header.',
    },
  },
  unknownMember: {
    vi: {
      summary:
        'Có {count} đối tượng JSON có thành phần không phải trường của cấu trúc. Hãy đổi thành đúng tên trường, hoặc bỏ thành phần đó, rồi nộp lại.',
      cell: 'Đối tượng có thành phần không phải trường của cấu trúc.',
    },
    en: {
      summary:
        '{count} JSON objects have a member that is no field of the structure. Give it the name of its field, or leave it out, and submit again.',
      cell: 'The object has a member that is no field of the structure.',
    },
  },
  required: {
    vi: {
      summary: 'Cột {title} để trống ở {count} dòng. Cột này bắt buộc phải có giá trị.',
      cell: '{title} không được để trống.',
    },
    en: { summary: '{title} is empty in {count} rows. It must have a value.', cell: '{title} must not be empty.' },
  },
  lostZeros: {
    vi: {
      summary:
        'Cột {title} có {count} mã đã bị phần mềm bảng tính đổi thành số: mất số 0 ở đầu hoặc viết dạng 3.06E+08. Định dạng cột là văn bản (Text) trước khi nhập hoặc mở tệp CSV, lấy lại mã từ bản gốc rồi nộp lại.',
      cell: '{title} bị đổi thành số nên có thể đã mất số 0 ở đầu; cần đúng mã gốc dạng văn bản.',
    },
    en: {
      summary:
        '{title} has {count} codes that a spreadsheet turned into numbers: leading zeros lost, or written like 3.06E+08. Format the column as text before you type or open a CSV file, take the codes from their source again and submit again.',
      cell: '{title} was turned into a number and may have lost leading zeros; the code itself is needed, as text.',
    },
  },
  formula: {
    vi: {
      summary:
        'Cột {title} có {count} ô là công thức chưa có kết quả hoặc báo lỗi. Hãy dán lại dưới dạng giá trị rồi nộp lại.',
      cell: '{title} là công thức không có kết quả đọc được.',
    },
    en: {
      summary:
        '{title} has {count} formulas without a result, or with an error. Paste them as values and submit again.',
      cell: '{title} is a formula without a result that can be read.',
    },
  },
  decomposed: {
    vi: {
      summary:
        'Cột {title} có {count} giá trị viết dấu tách rời khỏi chữ (Unicode tổ hợp, NFD). Bật “Ghép dấu” trong cách đọc tệp rồi nộp lại.',
      cell: '{title} viết dấu tách rời (NFD); bật “Ghép dấu” trong cách đọc tệp để đọc được.',
    },
    en: {
      summary:
        '{title} has {count} values whose marks stand apart from their letters (NFD). Switch on "compose" in the reading profile and submit again.',
      cell: '{title} has marks apart from letters (NFD); "compose" in the reading profile would read it.',
    },
  },
  geometry: {
    vi: {
      summary:
        'Cột {title} có {count} giá trị không phải hình đúng: cần GeoJSON, WKT hoặc WKB, kinh độ rồi vĩ độ theo độ, vòng khép kín.',
      cell: '{title} không phải hình đúng.',
    },
    en: {
      summary:
        '{title} has {count} values that are no valid geometry: GeoJSON, WKT or WKB is needed, longitude before latitude in degrees, rings closed.',
      cell: '{title} is no valid geometry.',
    },
  },
  type: {
    vi: { summary: 'Cột {title} có {count} giá trị sai kiểu. Cần {expected}.', cell: '{title} cần {expected}.' },
    en: {
      summary: '{title} has {count} values of the wrong type: {expected} is needed.',
      cell: '{title} must be {expected}.',
    },
  },
  keyRepeated: {
    vi: {
      summary: 'Có {count} dòng trùng khóa {title} nhưng nội dung khác nhau. Giữ lại đúng một dòng cho mỗi khóa.',
      cell: 'Khóa này còn ở dòng khác với nội dung khác.',
    },
    en: {
      summary: '{count} rows share their key {title} with another row of other content. Keep one row for each key.',
      cell: 'Another row has this key with other content.',
    },
  },
  unique: {
    vi: {
      summary: 'Cột {title} có {count} giá trị bị lặp. Mỗi giá trị chỉ được xuất hiện một lần.',
      cell: '{title} bị lặp ở dòng khác.',
    },
    en: {
      summary: '{title} has {count} repeated values. Each may occur once.',
      cell: '{title} also occurs in another row.',
    },
  },
  length: {
    vi: {
      summary: 'Cột {title} có {count} giá trị quá dài. Tối đa {expected} ký tự.',
      cell: '{title} dài quá {expected} ký tự.',
    },
    en: {
      summary: '{title} has {count} values longer than {expected} characters.',
      cell: '{title} is longer than {expected} characters.',
    },
  },
  indexLength: {
    vi: {
      summary: 'Cột {title} có {count} giá trị quá dài để tra cứu. Tối đa {expected} byte.',
      cell: '{title} dài quá {expected} byte.',
    },
    en: {
      summary: '{title} has {count} values too long to be looked up: at most {expected} bytes.',
      cell: '{title} is longer than {expected} bytes.',
    },
  },
  pattern: {
    vi: {
      summary: 'Cột {title} có {count} giá trị sai dạng ({expected}). Hãy đối chiếu với bản gốc, sửa rồi nộp lại.',
      cell: '{title} sai dạng ({expected}).',
    },
    en: {
      summary:
        '{title} has {count} values not of the form {expected}. Compare with the original, correct and submit again.',
      cell: '{title} is not of the form {expected}.',
    },
  },
  check: {
    vi: {
      summary: 'Cột {title} có {count} giá trị không phải {expected}. Hãy đối chiếu với giấy tờ gốc, sửa rồi nộp lại.',
      cell: '{title} không phải {expected}.',
    },
    en: {
      summary:
        '{title} has {count} values that are not {expected}. Compare with the original papers, correct and submit again.',
      cell: '{title} is not {expected}.',
    },
  },
  minimum: {
    vi: { summary: 'Cột {title} có {count} giá trị nhỏ hơn {expected}.', cell: '{title} nhỏ hơn {expected}.' },
    en: { summary: '{title} has {count} values below {expected}.', cell: '{title} is below {expected}.' },
  },
  maximum: {
    vi: { summary: 'Cột {title} có {count} giá trị lớn hơn {expected}.', cell: '{title} lớn hơn {expected}.' },
    en: { summary: '{title} has {count} values above {expected}.', cell: '{title} is above {expected}.' },
  },
  codeList: {
    vi: {
      summary: 'Cột {title} có {count} giá trị không có trong bảng mã {expected} đang có hiệu lực.',
      cell: '{title} không có trong bảng mã {expected}.',
    },
    en: {
      summary: '{title} has {count} values that the code list {expected} in force does not hold.',
      cell: '{title} is not a code of {expected}.',
    },
  },
  reference: {
    vi: {
      summary: 'Cột {title} có {count} giá trị không tìm thấy trong bộ dữ liệu {expected}.',
      cell: '{title} không có trong bộ dữ liệu {expected}.',
    },
    en: {
      summary: '{title} has {count} values not found in dataset {expected}.',
      cell: '{title} is not found in {expected}.',
    },
  },
  stillReferenced: {
    vi: {
      summary:
        'Có {count} dòng sẽ làm mất giá trị {title} mà dòng khác của bộ dữ liệu còn trỏ tới. Hãy sửa hoặc xóa các dòng trỏ tới trước.',
      cell: 'Dòng khác của bộ dữ liệu còn trỏ tới {title} này.',
    },
    en: {
      summary:
        '{count} rows would take away a {title} that other rows of the dataset still point at. Change or delete those rows first.',
      cell: 'Other rows of the dataset still point at this {title}.',
    },
  },
  mendedRow: {
    vi: {
      summary:
        'Cột _row có {count} giá trị không phải số của dòng chờ sửa. Giữ nguyên cột _row của tệp sửa lỗi, hoặc bỏ cả cột.',
      cell: 'Không có dòng chờ sửa nào mang số này.',
    },
    en: {
      summary:
        '_row has {count} values that are no row waiting to be mended. Keep the column as it was in the correction file, or leave it out.',
      cell: 'No row that waits has this number.',
    },
  },
}
