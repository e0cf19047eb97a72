"""Words of the enlarged picture."""

WORDS = {
    "enlarge_tip": (
        "The picture alone, over the whole window; again or Esc to go back",
        "图占满整个窗口；再按一次或按Esc返回",
    ),
    "key.enlarge": ("enlarge the picture", "放大图表"),
}
