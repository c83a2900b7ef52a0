"""time.strptime: directives, defaults, weeks, zones, errors."""
import warnings
warnings.simplefilter("ignore")
import time
def t(*a):
    try: r=time.strptime(*a); print(r, r.tm_zone, r.tm_gmtoff)
    except BaseException as e: print(type(e).__name__, e)
t('2020-01-02','%Y-%m-%d'); t('Thu Jan  2 03:04:05 2020'); t('x','%Y'); t('2020x','%Y'); t('5','%q'); t('5','%'); t('29 Feb','%d %b'); t('30 Feb','%d %b'); t('2021 366','%Y %j'); t('2020 366','%Y %j')
t('2020 10 3','%Y %U %w'); t('2020 10 3','%Y %W %w'); t('2020 00 0','%Y %W %w'); t('2020 53 5','%G %V %u'); t('2020 53 5','%G %V %j'); t('2020 5','%Y %V');t('2020 5 Mon','%Y %V %a'); t('2020','%G')
t('12 AM','%I %p'); t('12 pm','%I %p'); t('07 PM','%I %p'); t('99','%y'); t('68','%y'); t('12:13:61','%H:%M:%S'); t('12:13:62','%H:%M:%S'); t('.123','.%f'); t('+0530','%z'); t('Z','%z'); t('-01:30:15','%z'); t('UTC','%Z'); t('gmt','%Z'); t('  2020   01 ',' %Y %m '); t('Monday','%A'); t('MON','%a'); t('01/02/03','%x'); t('1:2:3','%X'); t('100%','100%%'); t('a.c','a.c'); t('abc','a.c')
t(5,'%Y'); t('5',5); t(); t('2020-W01-1','%G-W%V-%u'); t('1','%d'); t('0','%d'); t('2020 1 1','%Y %j %m'); t('','');t('3','%e'); t('03:04','%R'); t('2020-02-30','%F'); t('10:10:10','%T')
