/** Why a witness did not cosign, in the order in which it is found out. */
export const failureReasons = [
  'unreachable',
  'tooSlow',
  'unknownLog',
  'signatureRefused',
  'proofRefused',
  'badStatus',
  'malformed',
  'notCosigned',
  'wrongTime',
  'movedOn',
  'ahead',
  'forked',
] as const

export interface Failure {
  readonly reason: (typeof failureReasons)[number]
  /** What happened, in English, with the figures of the case. */
  readonly detail: string
}

/** These mean that the journal here is not what was witnessed: somebody must look at once. */
export function isAlarm({ reason }: Failure): boolean {
  return reason === 'ahead' || reason === 'forked' || reason === 'proofRefused'
}

/** Why the journal is not gone on with, and what to do, in both languages. */
export function refusalText(witness: string, { reason, detail }: Failure): string {
  const [vi, en] = reason === 'ahead' ? rewound : forked
  return `${vi}\n${en}\n  ${witness}: ${detail}.`
}

const rewound = [
  'Từ chối khởi động và ghi tiếp: nhật ký ở đây ngắn hơn nhật ký mà nhân chứng đã thấy, tức là một bản sao lưu cũ đã được khôi phục. Đừng ghi thêm gì. Hãy khôi phục bản sao lưu mới nhất (kèm WAL) đến ít nhất số mục nhân chứng đã thấy rồi khởi động lại; những mục còn thiếu nằm trong thư mục log/ của thư mục trạng thái hoặc ở nơi lưu bản sao của nhật ký.',
  'Refused to start and to go on: the journal here is shorter than what a witness has seen of it, so an old backup was put back. Write nothing more. Restore the newest backup (with its WAL) up to at least the entries that were seen, then start again; the entries that are missing lie in log/ of the state folder, or with whoever mirrors the log.',
] as const

const forked = [
  'Từ chối khởi động và ghi tiếp: nhật ký ở đây khác với nhật ký mà nhân chứng đã thấy, tức là quá khứ đã bị viết lại. Hãy giữ nguyên hiện trạng cơ sở dữ liệu và thư mục trạng thái, báo cho cơ quan giữ nhân chứng, rồi khôi phục bản sao lưu khớp với mốc chốt của nhân chứng.',
  'Refused to start and to go on: the journal here is another one than a witness has seen, so its past was rewritten. Keep database and state folder as they are, tell the body that runs the witness, and restore a backup that fits the checkpoint of the witness.',
] as const
