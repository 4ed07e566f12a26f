import type { Tx } from '../db.ts'
import type { Job } from './context.ts'

/** Puts the jobs of one transaction into graphile-worker's queue by one statement; the last word on each key counts. */
export async function saveJobs(tx: Tx, all: readonly Job[]): Promise<void> {
  if (all.length === 0) return
  const jobs = [...new Map(all.map((job, index) => [job.key ?? index, job])).values()]
  await tx.run({
    name: 'jobs.add',
    text: `select graphile_worker.add_jobs(array(
             select row(task, payload, null, run_at, null, key, null, null)::graphile_worker.job_spec
             from unnest($1::text[], $2::json[], $3::timestamptz[], $4::text[]) as j(task, payload, run_at, key)), false)`,
    values: [
      jobs.map((job) => job.task),
      jobs.map((job) => JSON.stringify(job.payload)),
      jobs.map((job) => job.runAt ?? null),
      jobs.map((job) => job.key ?? null),
    ],
  })
}
