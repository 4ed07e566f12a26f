/** After more tests than this, a failure has scrolled away. */
const SCREENFUL = 40

/** Counts what all runners found, and shows the output of failures only. */
export class Tally {
  passed = 0
  failed = 0
  skipped = 0
  private readonly failures: string[] = []

  pass(name?: string) {
    this.passed++
    if (name) console.log(`✓ ${name}`)
  }

  fail(name: string, output: string) {
    this.failed++
    const told = `✗ ${name}\n${output.trim().replace(/^/gm, '    ')}`
    this.failures.push(told)
    console.log(told)
  }

  /** What failed is told once more, as it is looked for at the end; the last line says all. A run without a test is a failure. */
  close() {
    if (this.passed + this.failed === 0) this.fail('nothing was tested', '')
    if (this.passed + this.failed > SCREENFUL) for (const told of this.failures) console.log(told)
    if (this.skipped > 0) console.log(`${this.skipped} skipped`)
    console.log(`${this.passed} passed, ${this.failed} failed`)
    process.exitCode = this.failed === 0 ? 0 : 1
  }
}
