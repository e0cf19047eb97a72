"""Words of the window in both languages; English and Chinese stand side by side so that neither is forgotten."""

from __future__ import annotations

from game.ui.words_screens import SCREEN_WORDS

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
    "pending": ("Orders this turn: {}, cost {}", "本回合：{}项命令，代价{}"),
    "news": ("News and advice", "要闻与参谋"),
    "report": ("Last turn", "上一回合"),
    "no_report": ("Nothing has happened yet: end the first turn.", "尚无变化：请结束第一个回合。"),
    "before": ("before", "之前"),
    "now": ("now", "现在"),
    "change": ("change", "变化"),
    "year_ago": ("a year ago", "一年前"),
    "log": ("Log", "对数"),
    "log_tip": ("Logarithmic axis\nEqual distances are equal ratios.", "对数坐标\n相同距离表示相同倍数。"),
    "whole": ("All years", "全程"),
    "whole_tip": (
        "Show the whole span\nrather than the last years and the forecast.",
        "显示全程\n而不只是近年与预测。",
    ),
    "answer": ("Answer", "处理议题"),
    "look_first": ("Look at the room first", "先看看局势"),
    "cancel": ("Cancel", "取消"),
    "takes_effect": ("Orders bind", "命令生效"),
    "at_once": ("now", "立即"),
    "in_months": ("in {} months", "{}个月后"),
    "ahead_tip": (
        "When new orders bind\nAn order for later is announced: markets and opponents react at once.",
        "新命令何时生效\n推迟生效的命令会先行公告：市场和对手立即反应。",
    ),
    "withdraw": ("Withdraw the announcement", "撤回公告"),
    "not_yet": ("not yet", "尚不可用"),
    "approval_tip": ("Approval, 0-100; the mean earns political capital.", "支持率0-100;均值决定政治资本的积累。"),
    "seat": ("Your seat", "你的席位"),
    "turns": ("turns", "回合"),
    "levers": ("levers", "杠杆"),
    "cards": ("cards", "议题"),
    "capital": ("political capital", "政治资本"),
    "treasury": ("treasury, M$", "财政，百万美元"),
    "history_run": ("History's run: what you are measured against", "历史推演：你的参照"),
    "divergence": ("Where you and history parted", "你与历史的分歧"),
    "no_divergence": ("Your settings were history's throughout.", "你的各项设定始终与历史一致。"),
    "mean": ("mean over the span", "全程均值"),
    "points": ("points", "得分"),
    "to_title": ("To the title", "返回标题"),
    "trouble": ("Something went wrong", "出错了"),
    "trouble_text": (
        "This screen could not be drawn. The last autosave is intact: go back and choose Continue.",
        "此界面无法显示。最近的自动存档完好：请返回后选择“继续游戏”。",
    ),
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
        "How to play\n"
        "You set China's rare-earth policy. Each turn: read the situation, move levers, answer cards, end the turn.\n"
        "\n"
        "Levers\n"
        "Moving one costs political capital: base cost × share of the range moved × grain. Grain is ½ with the official"
        " line of the day and 2 against it. The number on a row is the cost of the whole range; the lighter part of the"
        " track is what you can afford. The diamond is where history stood, the ring how far an order has taken hold.\n"
        "\n"
        "Score, always against history = 100\n"
        "Share = 100 S/S_H, with S = 0.4 mining + 0.4 separation + 0.2 magnets.\n"
        "Price = 50 P/P_H + 50 R/R_H: P is net export revenue per tonne, R is net export revenue.\n"
        "Leverage = 100 (L + C)/(L_H + C_H) over the last quarter of the span: L is the yearly loss abroad if supply"
        " stopped × controllability, C the concessions held.\n"
        "Each is cut to 0-200; overall is their mean. Bronze, silver, gold: all three at 80, 100, 115.\n"
        "\n"
        "Forecast\n"
        "It knows what is ordered and announced and the trend of the world; it does not know cards, nor how others will"
        " answer.",
        "玩法\n"
        "你主管中国的稀土政策。每回合：研判形势、调整杠杆、处理议题、结束回合。\n"
        "\n"
        "杠杆\n"
        "调整杠杆要付政治资本：基础代价×移动幅度×顺逆系数。顺应当时路线减半，逆之加倍。每行的数字是走完全程的代价，"
        "滑轨较亮的一段是付得起的范围。菱形是历史的位置，圆环是命令已落实的程度。\n"
        "\n"
        "得分，始终以历史为100\n"
        "份额 = 100 S/S_H，S = 0.4开采 + 0.4分离 + 0.2磁材。\n"
        "价格 = 50 P/P_H + 50 R/R_H，P为每吨净出口收入，R为净出口收入。\n"
        "筹码 = 100 (L + C)/(L_H + C_H)，取全程最后四分之一；L为断供一年给国外造成的损失×可控性，C为所获让步。\n"
        "各项限于0-200，总分为三项均值。铜、银、金：三项均达80、100、115。\n"
        "\n"
        "预测\n"
        "预测只知道已下的命令、已发的公告和世界的趋势；它不知道议题，也不知道别人将如何回应。",
    ),
    "help_keys": (
        "Tab, Shift+Tab\tmove the focus\n"
        "Up, Down\tthe same, or scroll a list\n"
        "Enter\tpress\n"
        "Left, Right\tmove a lever by a step\n"
        "Page Up, Down\tten steps\n"
        "Home, End\tall the way\n"
        "Space\tend the turn\n"
        "1, 2, 3\tcentre tabs; answers of a card\n"
        "Ctrl+Z, Ctrl+Y\tundo, redo within the turn\n"
        "Ctrl+S\tsave\n"
        "F1\thelp\n"
        "F11\tfull screen\n"
        "Esc\tback",
        "Tab、Shift+Tab\t移动焦点\n"
        "上、下\t移动焦点或滚动列表\n"
        "回车\t按下\n"
        "左、右\t杠杆移动一档\n"
        "Page Up、Down\t移动十档\n"
        "Home、End\t移到两端\n"
        "空格\t结束回合\n"
        "1、2、3\t中央页签；议题选项\n"
        "Ctrl+Z、Ctrl+Y\t本回合内撤销、重做\n"
        "Ctrl+S\t存档\n"
        "F1\t帮助\n"
        "F11\t全屏\n"
        "Esc\t返回",
    ),
}

WORDS.update(SCREEN_WORDS)

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
