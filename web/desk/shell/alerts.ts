let audio: AudioContext | undefined

/** Two soft tones, made here: no file to fetch, nothing another origin could refuse. */
export function playChime(): void {
  audio ??= new AudioContext()
  // Until the person has touched the page, browsers keep it silent: what was missed then is not rung later.
  if (audio.state === 'suspended') return void audio.resume().catch(() => {})
  const start = audio.currentTime
  for (const [index, pitch] of [660, 880].entries()) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    const at = start + index * 0.11
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.12, at + 0.015)
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.28)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + 0.3)
  }
}

/** Only when the person looks elsewhere, and only if he allowed it. */
export function showNotification(title: string, text: string, onOpen: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return
  const notification = new Notification(title, { body: text, icon: '/favicon.svg', tag: title })
  notification.onclick = () => {
    window.focus()
    notification.close()
    onOpen()
  }
}
