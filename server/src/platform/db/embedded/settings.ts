import os from 'node:os'

export interface ServerSettingsOptions {
  readonly address: ServerAddress
  readonly durable: boolean
}

/** A unix socket in a folder of ours, or loopback when the folder's path is too long for a socket. */
export type ServerAddress = { readonly socketFolder: string } | { readonly port: number }

/** Socket paths have about 108 bytes in all; the file name takes some of them. */
export function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(folder) <= 85
}

/** Settings for one machine that runs the product next to its database: large loads, few sessions, nothing replicated. */
export function serverSettings({ address, durable }: ServerSettingsOptions): Record<string, string> {
  const memory = availableMegabytes()
  return {
    ...listen(address),
    shared_buffers: `${String(Math.max(64, Math.min(512, Math.floor(memory / 8))))}MB`,
    effective_cache_size: `${String(Math.max(256, Math.floor(memory / 2)))}MB`,
    work_mem: '32MB',
    maintenance_work_mem: `${String(Math.max(64, Math.min(256, Math.floor(memory / 16))))}MB`,
    max_connections: '100',
    max_parallel_workers_per_gather: '2',
    // The reconciler reads what was written out of the log; unread, it must not fill the disk.
    wal_level: 'logical',
    max_wal_senders: '0',
    max_slot_wal_keep_size: '4GB',
    max_wal_size: '4GB',
    wal_compression: 'on',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] ',
    logging_collector: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
}

function listen(address: ServerAddress): Record<string, string> {
  if ('port' in address) {
    return { listen_addresses: '127.0.0.1', port: String(address.port), unix_socket_directories: '' }
  }
  return {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: `"${address.socketFolder}"`,
    unix_socket_permissions: '0700',
  }
}

/** What this process may use: the machine's memory, or the container's limit when there is one. */
function availableMegabytes(): number {
  const limit = process.constrainedMemory()
  return Math.floor((limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem()) / 1_048_576)
}
