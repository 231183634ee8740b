import type { Job } from '#platform/jobs/job.ts'
import { prepareUpload, tidyCaptures, writeUpload } from './activity-upload/server/jobs.ts'
import { dailyBackup } from './backups/server/jobs.ts'
import { editListed } from './deals/server/jobs.ts'
import { playDemos } from './demo/server/jobs.ts'
import type { Server } from './implement.ts'
import { dropExpiredAccess } from './members/server/jobs.ts'
import { addUpDays } from './metrics/server/jobs.ts'
import { removeRawMetadata } from './retention/server/jobs.ts'
import { applyImportJob, prepareImport, tidyImports } from './sources/server/jobs.ts'
import { watchFolders } from './sources/server/watch-job.ts'
import { dropOldLiveEvents } from './stream/server/jobs.ts'

/** Everything that runs by itself or in the background, one job a line. */
export const jobs: readonly Job<Server>[] = [
  dropExpiredAccess,
  dropOldLiveEvents,
  playDemos,
  dailyBackup,
  removeRawMetadata,
  editListed,
  prepareImport,
  applyImportJob,
  tidyImports,
  watchFolders,
  prepareUpload,
  writeUpload,
  tidyCaptures,
  addUpDays,
]
