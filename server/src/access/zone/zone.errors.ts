import type { Caller, ProblemError, Zone } from '../../platform/index.ts'
import { defineProblems } from '../../platform/index.ts'

const clause = 'Điều 13.2'
const askNetwork = {
  vi: 'Kết nối từ mạng truyền số liệu chuyên dùng của Thành phố rồi thử lại. Nếu máy đang ở đúng mạng, báo quản trị viên địa chỉ nêu trên để kiểm tra danh sách mạng.',
  en: 'Connect from the dedicated network of the city and try again. If you are on it, tell the administrator the address above, so that the list of networks can be checked.',
}

/** Problems of zones and networks. */
export const zoneProblems = defineProblems('access', {
  outsideDedicated: {
    kind: 'forbidden',
    vi: {
      title: 'Chỉ truy cập được từ mạng chuyên dùng của Thành phố',
      detail: 'Yêu cầu đến từ địa chỉ {address}, không thuộc mạng truyền số liệu chuyên dùng.',
      remedy: askNetwork.vi,
    },
    en: {
      title: 'Reached from the dedicated network of the city only',
      detail: 'The request comes from {address}, which is not on the dedicated network.',
      remedy: askNetwork.en,
    },
    clause,
  },
  outsideAdministration: {
    kind: 'forbidden',
    vi: {
      title: 'Chỉ truy cập được từ mạng quản trị',
      detail: 'Yêu cầu đến từ địa chỉ {address}, không thuộc mạng dành cho quản trị.',
      remedy: 'Thực hiện việc này từ máy ở mạng quản trị, nằm trong mạng chuyên dùng của Thành phố.',
    },
    en: {
      title: 'Reached from the networks of administration only',
      detail: 'The request comes from {address}, which is on no network of administration.',
      remedy: 'Do this from a machine on a network of administration, within the dedicated network of the city.',
    },
    clause,
  },
  outsideHealth: {
    kind: 'forbidden',
    vi: {
      title: 'Chỉ truy cập được từ mạng giám sát',
      detail: 'Yêu cầu đến từ địa chỉ {address}, không thuộc mạng giám sát.',
      remedy: 'Hỏi từ máy giám sát, hoặc nhờ quản trị viên thêm mạng của máy đó vào vùng giám sát.',
    },
    en: {
      title: 'Reached from the networks of monitoring only',
      detail: 'The request comes from {address}, which is on no network of monitoring.',
      remedy: 'Ask from a machine that monitors, or have the administrator add its network to the zone of health.',
    },
    clause,
  },
  callerUnclear: {
    kind: 'forbidden',
    vi: {
      title: 'Chưa rõ yêu cầu đến từ đâu',
      detail: 'Yêu cầu đi qua {address}, nhưng máy chuyển tiếp chưa nêu rõ người gọi ({reason}).',
      remedy:
        'Báo quản trị viên: máy chuyển tiếp phải có tên trong KHO_TRUSTED_PROXIES và ghi địa chỉ người gọi vào cuối tiêu đề chuyển tiếp.',
    },
    en: {
      title: 'It is not clear where the request comes from',
      detail: 'The request came by way of {address}, which does not tell for whom it asks ({reason}).',
      remedy:
        'Tell the administrator: the proxy must be named in KHO_TRUSTED_PROXIES and write the address of the caller at the end of the forwarding header.',
    },
    clause,
  },
  networkInvalid: {
    kind: 'unprocessable',
    vi: {
      title: 'Chưa đúng dạng một mạng',
      detail: '“{network}” không phải là một mạng theo CIDR.',
      remedy: 'Ghi địa chỉ mạng và số bit, ví dụ 10.1.0.0/16 hoặc 2001:db8::/32.',
    },
    en: {
      title: 'This is no network',
      detail: '"{network}" is no network in CIDR.',
      remedy: 'Write the address of the network and its bits, like 10.1.0.0/16 or 2001:db8::/32.',
    },
  },
  networkTaken: {
    kind: 'conflict',
    vi: {
      title: 'Mạng này đã có trong vùng',
      detail: '{network} đã được thêm vào vùng này.',
      remedy: 'Xem lại danh sách mạng; muốn đổi tên thì gỡ mạng rồi thêm lại.',
    },
    en: {
      title: 'The zone has this network',
      detail: '{network} was added to this zone before.',
      remedy: 'Look at the list of networks; to give it another name, remove it and add it again.',
    },
  },
  networkNotFound: {
    kind: 'not-found',
    vi: {
      title: 'Không có mạng này',
      detail: 'Không tìm thấy mạng {network}; có thể mạng đã được gỡ.',
      remedy: 'Xem lại danh sách mạng.',
    },
    en: {
      title: 'There is no such network',
      detail: 'Network {network} was not found; it may have been removed.',
      remedy: 'Look at the list of networks.',
    },
  },
  networkOutsideDedicated: {
    kind: 'unprocessable',
    vi: {
      title: 'Mạng quản trị phải nằm trong mạng chuyên dùng',
      detail: '{network} không nằm trong mạng nào của vùng mạng chuyên dùng.',
      remedy: 'Thêm mạng này vào vùng mạng chuyên dùng trước, rồi mới thêm vào vùng quản trị.',
    },
    en: {
      title: 'A network of administration lies within the dedicated one',
      detail: '{network} lies within no network of the dedicated zone.',
      remedy: 'Add it to the dedicated zone first, then to the zone of administration.',
    },
    clause,
  },
  networkLocksOut: {
    kind: 'conflict',
    vi: {
      title: 'Thay đổi này sẽ chặn chính bạn',
      detail: 'Sau thay đổi, địa chỉ {address} của bạn không còn vào được vùng quản trị.',
      remedy:
        'Thêm mạng của bạn trước, hoặc thực hiện từ một mạng vẫn được phép; ngay trên máy chủ có thể dùng lệnh `kho network`.',
    },
    en: {
      title: 'The change would lock you out',
      detail: 'After it, your address {address} could no longer reach the zone of administration.',
      remedy:
        'Add your network first, or do it from a network that stays allowed; on the machine itself `kho network` does it.',
    },
  },
})

const outside = {
  dedicated: zoneProblems.outsideDedicated,
  administration: zoneProblems.outsideAdministration,
  health: zoneProblems.outsideHealth,
}

/** What somebody is told who came from elsewhere. */
export function zoneRefusal(zone: Exclude<Zone, 'open'>, { address, doubt }: Caller): ProblemError {
  return doubt === undefined ? outside[zone]({ address }) : zoneProblems.callerUnclear({ address, reason: doubt })
}
