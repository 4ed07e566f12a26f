import { createApp } from '../../server/app.ts'
import { crontab, tasks } from '../../server/jobs.ts'
import { startJobs } from '../../server/platform/jobs/run-jobs.ts'
import { createLogger } from '../../server/platform/log.ts'
import { readSettings } from '../../server/platform/settings.ts'

// A process that works off the jobs of a test's database, so that a test can kill it: `node test/kit/mail-worker.ts`, with
// DATABASE_URL, CAUSERIE_DATA, SMTP_URL and MAIL_FROM.
const settings = readSettings()
const log = createLogger(settings.logLevel)
const databaseUrl = settings.databaseUrl ?? ''
const app = await createApp({ databaseUrl, settings, key: Buffer.alloc(32, 7), log, version: 'test' })
startJobs({ databaseUrl, log, crontab, tasks: tasks({ ...app, databaseUrl, log }), delayMs: 0, pollMs: 200 })
