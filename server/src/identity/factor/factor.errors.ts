/** Problems of what proves an identity: passkeys, passwords, codes, links. */
export const factorProblems = {
  passkeyRefused: {
    kind: 'unauthenticated',
    vi: {
      title: 'Khóa truy cập không được chấp nhận',
      detail: 'Khóa truy cập này không mở được tài khoản nào ở đây, hoặc thiết bị chưa xác minh người dùng.',
      remedy:
        'Thử lại và xác minh bằng vân tay, khuôn mặt hoặc mã PIN; nếu vẫn không được, đăng nhập bằng mật khẩu và mã.',
    },
    en: {
      title: 'The passkey was not accepted',
      detail: 'It opens no account here, or the device did not verify who uses it.',
      remedy: 'Try again and verify with finger, face or PIN; if it still fails, sign in with password and code.',
    },
  },
  attemptOver: {
    kind: 'unauthenticated',
    vi: {
      title: 'Lượt xác thực đã kết thúc',
      detail: 'Lượt này đã được trả lời, đã quá năm phút, hoặc bắt đầu ở một trình duyệt khác.',
      remedy: 'Bấm lại nút để bắt đầu lượt mới.',
    },
    en: {
      title: 'This attempt is over',
      detail: 'It was answered already, is older than five minutes or began in another browser.',
      remedy: 'Press the button again to begin a new one.',
    },
  },
  codeRequired: {
    kind: 'unauthenticated',
    vi: {
      title: 'Cần thêm mã xác thực',
      detail: 'Tài khoản này đăng nhập bằng mật khẩu và mã của ứng dụng xác thực.',
      remedy: 'Nhập mã sáu số trong ứng dụng, hoặc một mã dự phòng.',
    },
    en: {
      title: 'A code is needed, too',
      detail: 'This account signs in with password and a code of its authenticator app.',
      remedy: 'Type the six digits the app shows, or a recovery code.',
    },
  },
  codeWrong: {
    kind: 'unprocessable',
    vi: {
      title: 'Mã xác thực không đúng',
      detail: 'Mã đã hết hạn, đã dùng hoặc không phải của ứng dụng vừa quét.',
      remedy: 'Chờ mã mới trong ứng dụng rồi nhập lại; kiểm tra giờ của điện thoại.',
    },
    en: {
      title: 'The code is wrong',
      detail: 'It is over, was used already or does not come from the entry just scanned.',
      remedy: 'Wait for the next code in the app and type that; check the clock of the phone.',
    },
  },
  secondFactorMissing: {
    kind: 'forbidden',
    vi: {
      title: 'Chỉ mật khẩu thì chưa đủ',
      detail: 'Tài khoản này chưa có khóa truy cập, cũng chưa có ứng dụng xác thực.',
      remedy: 'Nhờ cơ quan điều phối gửi liên kết khôi phục để thiết lập cách đăng nhập.',
    },
    en: {
      title: 'A password alone is not enough',
      detail: 'This account has neither a passkey nor an authenticator app.',
      remedy: 'Ask the coordinating department for a recovery link, with which you set up how to sign in.',
    },
    clause: 'Điều 15.3',
  },
  passwordTooShort: {
    kind: 'unprocessable',
    vi: {
      title: 'Mật khẩu quá ngắn',
      detail: 'Mật khẩu cần ít nhất {minimum} ký tự.',
      remedy: 'Chọn mật khẩu dài hơn; một câu dễ nhớ gồm nhiều từ là tốt nhất.',
    },
    en: {
      title: 'The password is too short',
      detail: 'A password needs at least {minimum} characters.',
      remedy: 'Choose a longer one; a sentence of several words is best.',
    },
  },
  passwordCommon: {
    kind: 'unprocessable',
    vi: {
      title: 'Mật khẩu này ai cũng đoán được',
      detail: 'Nó nằm trong danh sách mật khẩu đã lộ, lặp lại một đoạn ngắn, hoặc là tên đăng nhập.',
      remedy: 'Chọn một câu gồm vài từ không liên quan nhau; không cần chữ hoa hay ký hiệu.',
    },
    en: {
      title: 'Anybody would guess this password',
      detail: 'It is on the list of leaked passwords, repeats one short piece or is the login.',
      remedy: 'Choose a few words that have nothing to do with each other; no capitals or signs are needed.',
    },
  },
  stepUpRequired: {
    kind: 'forbidden',
    vi: {
      title: 'Cần xác nhận lại là bạn',
      detail: 'Việc này chỉ làm được trong năm phút sau khi xác nhận.',
      remedy: 'Xác nhận lại trong hộp thoại, rồi thao tác được tiếp tục.',
    },
    en: {
      title: 'Show once more that it is you',
      detail: 'This can be done only within five minutes of showing it.',
      remedy: 'Do so in the dialog; what you wanted to do then goes on.',
    },
    clause: 'Điều 15.3',
  },
  signatureRequired: {
    kind: 'forbidden',
    vi: {
      title: 'Thao tác này cần bạn ký xác nhận',
      detail: 'Bạn dùng khóa truy cập ký cho đúng thao tác này; chữ ký được lưu trong nhật ký.',
      remedy: 'Hãy ký bằng khóa truy cập trong hộp thoại; thao tác sẽ tự tiếp tục.',
    },
    en: {
      title: 'This needs your signature',
      detail: 'Your passkey signs this very act; the journal keeps the signature with it.',
      remedy: 'Sign with your passkey in the dialog; what you wanted to do then goes on.',
    },
    clause: 'Điều 15.3',
  },
  personNeeded: {
    kind: 'forbidden',
    vi: {
      title: 'Việc này phải do người làm trên cổng',
      detail: 'Mã truy cập của chương trình không làm được việc này.',
      remedy: 'Đăng nhập vào cổng rồi làm việc này ở đó.',
    },
    en: {
      title: 'A person must do this',
      detail: 'A token of a program does not suffice.',
      remedy: 'Sign in to the portal and do it there.',
    },
    clause: 'Điều 15.3',
  },
  proofUnfit: {
    kind: 'unprocessable',
    vi: {
      title: 'Cách xác nhận này không dùng được ở đây',
      detail: 'Phiên này cần được xác nhận bằng: {ways}.',
      remedy: 'Chọn một cách trong số đó.',
    },
    en: {
      title: 'This way of showing it is you does not fit',
      detail: 'This session asks for: {ways}.',
      remedy: 'Choose one of these.',
    },
  },
  lastFactor: {
    kind: 'conflict',
    vi: {
      title: 'Đây là khóa truy cập cuối cùng',
      remedy: 'Thêm một khóa truy cập khác trước khi xóa.',
    },
    en: { title: 'This is your last passkey', remedy: 'Add another passkey before you remove this.' },
  },
  passkeyNotFound: {
    kind: 'not-found',
    vi: { title: 'Không có khóa truy cập này', remedy: 'Mở lại danh sách khóa truy cập trên trang tài khoản.' },
    en: { title: 'There is no such passkey', remedy: 'Open the list of passkeys on the account page again.' },
  },
  passkeyByLinkOnly: {
    kind: 'forbidden',
    vi: {
      title: 'Tài khoản này chỉ thêm khóa truy cập sau khi đăng nhập bằng khóa truy cập',
      detail: 'Vai trò {roles} được bảo vệ khỏi giả mạo trang đăng nhập, nên mật khẩu và mã không đủ để thêm khóa.',
      remedy: 'Đăng nhập bằng một khóa truy cập đã có, hoặc nhờ cơ quan điều phối gửi liên kết khôi phục.',
    },
    en: {
      title: 'This account adds a passkey only after signing in with one',
      detail: 'The roles {roles} are protected against fake sign-in pages, so password and code do not suffice.',
      remedy: 'Sign in with a passkey you have, or ask the coordinating department for a recovery link.',
    },
    clause: 'Điều 15.3',
  },
  demoPassword: {
    kind: 'conflict',
    vi: {
      title: 'Tài khoản dùng thử giữ nguyên mật khẩu công khai',
      remedy: 'Dùng tài khoản thật để đặt mật khẩu riêng.',
    },
    en: { title: 'A demo account keeps its public password', remedy: 'Use a real account to set a password.' },
  },
  sessionNotFound: {
    kind: 'not-found',
    vi: { title: 'Không có phiên đăng nhập này', remedy: 'Mở lại danh sách phiên trên trang tài khoản.' },
    en: { title: 'There is no such session', remedy: 'Open the list of sessions on the account page again.' },
  },
  linkUnusable: {
    kind: 'not-found',
    vi: {
      title: 'Liên kết không dùng được nữa',
      detail: 'Liên kết đã dùng, đã hết hạn, đã được thay bằng liên kết mới, hoặc bị sao chép thiếu.',
      remedy: 'Kiểm tra lại liên kết; nếu vẫn không được, nhờ cơ quan điều phối gửi liên kết mới.',
    },
    en: {
      title: 'The link cannot be used any more',
      detail: 'It was used, has expired, was replaced by a newer one or was copied incompletely.',
      remedy: 'Check the link; if it still fails, ask the coordinating department for a new one.',
    },
    clause: 'Điều 15.3',
  },
  linkWaits: {
    kind: 'conflict',
    vi: {
      title: 'Liên kết chưa được mở',
      detail: 'Tài khoản này có vai trò được bảo vệ, nên một người thứ hai phải mở liên kết trước khi dùng.',
      remedy: 'Nhờ một tài khoản điều phối khác hoặc quản trị viên mở liên kết và cho bạn biết mã.',
    },
    en: {
      title: 'The link is not released yet',
      detail: 'The account has guarded roles, so a second person must release the link before it is used.',
      remedy: 'Ask another coordinator or the administrator to release it and to tell you the code.',
    },
    clause: 'Điều 15.3',
  },
  linkCodeWrong: {
    kind: 'unprocessable',
    vi: {
      title: 'Mã mở liên kết không đúng',
      detail: 'Liên kết này chỉ dùng được cùng với mã mà người mở liên kết cho bạn biết.',
      remedy: 'Hỏi lại mã rồi nhập đủ mười hai ký tự.',
    },
    en: {
      title: 'The code of the link is wrong',
      detail: 'This link counts only with the code that the person who released it tells you.',
      remedy: 'Ask for the code again and type all twelve characters.',
    },
    clause: 'Điều 15.3',
  },
  linkNotWaiting: {
    kind: 'not-found',
    vi: {
      title: 'Không có liên kết nào như vậy đang chờ mở',
      detail: 'Liên kết đã được mở, đã dùng, đã hết hạn hoặc đã được thay bằng liên kết mới.',
      remedy: 'Tải lại danh sách liên kết chờ mở.',
    },
    en: {
      title: 'No such link waits to be released',
      detail: 'It was released, used, has expired or was replaced by a newer one.',
      remedy: 'Load the list of waiting links again.',
    },
  },
  ownRelease: {
    kind: 'conflict',
    vi: {
      title: 'Người khác phải mở liên kết này',
      detail: 'Người đề nghị liên kết và chủ tài khoản không mở được liên kết.',
      remedy: 'Nhờ một tài khoản điều phối khác hoặc quản trị viên.',
    },
    en: {
      title: 'Somebody else must release this link',
      detail: 'Neither who asked for the link nor the person of the account releases it.',
      remedy: 'Ask another coordinator or the administrator.',
    },
    clause: 'Điều 15.3',
  },
  ownLink: {
    kind: 'conflict',
    vi: {
      title: 'Không thể tự khôi phục tài khoản của mình',
      remedy: 'Nhờ một tài khoản điều phối khác gửi liên kết.',
    },
    en: { title: 'You cannot recover your own account', remedy: 'Ask another coordinator for a link.' },
  },
} as const
