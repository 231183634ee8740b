/**
 * Sized for a laptop: about 300 MB for the server with a dozen sessions. Durability is never traded: fsync,
 * full_page_writes and synchronous_commit keep their safe defaults. `wal_level=minimal` lets a bulk load into
 * a table made in the same transaction skip the log.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  max_connections: '50',
  shared_buffers: '96MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  autovacuum_max_workers: '2',
  io_workers: '2',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_buffers: '8MB',
  min_wal_size: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  // a statement whose process was killed ends soon, and with it what it holds locked
  client_connection_check_interval: '2s',
  unix_socket_permissions: '0700',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  logging_collector: 'off',
}

/** Arguments of `postgres`; `extra` wins over the built-in settings. */
export function serverArguments(
  cluster: string,
  socketDir: string,
  extra: Readonly<Record<string, string>> = {},
): string[] {
  const settings = { ...SETTINGS, unix_socket_directories: socketDir, ...extra }
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
