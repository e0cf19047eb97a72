"""Words of the window in both languages; English and Chinese stand side by side so that neither is forgotten."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Lanthanide", "镧系"),
    "tagline": ("China's rare-earth policy, 1985-2025", "中国稀土政策，1985-2025"),
    "continue": ("Continue", "继续游戏"),
    "campaign": ("Campaign", "战役"),
    "scenarios": ("Scenarios", "剧本"),
    "load": ("Load a game", "读取存档"),
    "settings": ("Settings", "设置"),
    "help": ("Help", "帮助"),
    "quit": ("Quit", "退出"),
    "back": ("Back", "返回"),
    "start": ("Take the seat", "就任"),
    "save": ("Save", "存档"),
    "menu": ("Menu", "菜单"),
    "end_turn": ("End turn", "结束回合"),
    "space": ("Space", "空格"),
    "undo": ("Undo", "撤销"),
    "redo": ("Redo", "重做"),
    "pending": ("This turn: {} orders, cost {}", "本回合：{}项命令，代价{}"),
    "news": ("News and advice", "要闻与参谋"),
    "pain": ("Pain", "痛感"),
    "resolve": ("Resolve", "意志"),
    "cost_badge": ("{}/step", "每档{}"),
    "gauge_tip": (
        "Yours against history (100)\nMeans since the start; the formula is under F1.",
        "与历史（100）相比\n自开局以来的均值；公式见F1。",
    ),
    "charts": ("Charts", "图表"),
    "table": ("Table", "数据表"),
    "figure": ("Figure", "指标"),
    "history": ("history", "历史"),
    "yours": ("yours", "我方"),
    "forecast": ("forecast", "预测"),
    "year": ("Year", "年份"),
    "overall": ("Overall", "总分"),
    "debrief": ("Debrief", "总结"),
    "objectives": ("Objectives", "目标"),
    "history_chose": ("history's choice", "历史的选择"),
    "saved": ("Saved.", "已存档。"),
    "save_name": ("Name of the save", "存档名称"),
    "no_saves": ("No saved games yet.", "尚无存档。"),
    "language": ("Language", "语言"),
    "text_size": ("Text size", "字号"),
    "motion": ("Reduced motion", "减少动效"),
    "hints": ("Mark history's choice on cards", "在议题上标出历史的选择"),
    "on": ("on", "开"),
    "off": ("off", "关"),
    "fullscreen": ("Full screen (F11)", "全屏（F11）"),
    "broken": ("This level has mistakes and cannot be played:", "此关卡有错误，无法游玩："),
    "verdict_gold": ("Gold", "金奖"),
    "verdict_silver": ("Silver", "银奖"),
    "verdict_bronze": ("Bronze", "铜奖"),
    "verdict_defeat": ("Defeat", "失败"),
    "verdict_removed": ("Removed from office", "去职"),
    "verdict_played": ("Played to the end", "完成"),
    "mining_share": ("mining", "开采"),
    "processing_share": ("separation", "分离"),
    "magnet_share": ("magnets", "磁材"),
    "per_tonne": ("revenue per tonne", "每吨收入"),
    "revenue": ("net revenue", "净收入"),
    "leverage": ("leverage", "筹码"),
    "concessions": ("concessions held", "所获让步"),
    "price_caption": (
        "Export price in history's run, USD per tonne",
        "历史推演中的出口均价，美元/吨",
    ),
    "help_text": (
        "You set China's rare-earth policy. Each turn: read the situation, move levers, answer cards, end the turn.\n"
        "\n"
        "Levers cost political capital: base cost x share of the range moved x grain (the official line). The diamond"
        " on a slider is where history stood, the ring is what happens on the ground so far.\n"
        "\n"
        "Score, always against history = 100\n"
        "Share = 100 S/S_H, S = 0.4 mining + 0.4 separation + 0.2 magnets\n"
        "Price = 50 P/P_H + 50 R/R_H, P = net export revenue per tonne, R = net export revenue\n"
        "Leverage = 100 (L + C)/(L_H + C_H) over the last quarter of the span; L = yearly loss abroad if supply stopped"
        " x controllability, C = concessions held\n"
        "Each is cut to 0-200; overall is their mean. Medals: all three at 80, 100, 115.\n"
        "\n"
        "Keys: Tab and Shift+Tab move the focus, Enter presses, arrows, Page and Home/End move a slider, Space ends the"
        " turn, Ctrl+Z and Ctrl+Y undo and redo within the turn, Ctrl+S saves, 1 and 2 choose the centre, F11 full"
        " screen, F1 help, Esc back.\n"
        "\n"
        "The forecast knows what is ordered and announced and the trend of the world; it does not know cards, nor how"
        " others will answer.",
        "你主管中国的稀土政策。每回合：研判形势、调整杠杆、处理议题、结束回合。\n"
        "\n"
        "调整杠杆要付政治资本：基础代价×移动幅度×顺逆系数（与当时的官方路线是否一致）。滑块上的菱形是历史的位置，圆环是目前"
        "实际执行的程度。\n"
        "\n"
        "得分始终与历史（100）相比\n"
        "份额 = 100 S/S_H，S = 0.4开采 + 0.4分离 + 0.2磁材\n"
        "价格 = 50 P/P_H + 50 R/R_H，P为每吨净出口收入，R为净出口收入\n"
        "筹码 = 100 (L + C)/(L_H + C_H)，取全程最后四分之一；L为断供一年给国外造成的损失×可控性，C为所获让步\n"
        "各项限于0-200；总分为三项均值。奖牌：三项均达80、100、115。\n"
        "\n"
        "按键：Tab与Shift+Tab移动焦点，回车按下，方向键、翻页键、Home/End移动滑块，空格结束回合，Ctrl+Z、Ctrl+Y在本回合内撤销、"
        "重做，Ctrl+S存档，1和2切换中央面板，F11全屏，F1帮助，Esc返回。\n"
        "\n"
        "预测只知道已下的命令、已发的公告和世界的趋势；它不知道议题，也不知道别人将如何回应。",
    ),
}

_language = "en"


def use_language(language: str) -> None:
    global _language
    _language = language


def language() -> str:
    return _language


def say(name: str) -> str:
    """A word of the window in the chosen language."""
    english, chinese = WORDS[name]
    return chinese if _language.startswith("zh") else english
