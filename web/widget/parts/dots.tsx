/** Somebody is typing. */
export const Dots = () => (
  <p class="dots" aria-hidden="true">
    <i />
    <i />
    <i />
  </p>
)
